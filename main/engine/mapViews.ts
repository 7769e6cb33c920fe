import { firstView, wholeKey, type MapView } from '../domain/analysis/map/buildEvolution';
import type { KeptLayout } from '../domain/analysis/map/layout/keptLayout';
import type { MapDocument, Store } from '../store/store';

/** Of so many choices of open groups the layouts are remembered. */
const mostLayouts = 12;

/**
 * What is kept between two looks at a map: where things stood, which groups were open. Losing it costs a new layout and
 * nothing else, so a store that cannot be written just now is no failure.
 */
export class MapViews {
  /** `openWriter` opens the store for the moment of writing, where this one was opened for reading only. */
  constructor(
    private readonly store: Store,
    private readonly openWriter: (() => Promise<Store>) | null,
  ) {}

  async view(name: string): Promise<MapView> {
    const { open, layouts } = await this.document(name);
    return { open, keptUnder: (key) => layouts.find((one) => one.key === key)?.layout ?? null };
  }

  async kept(name: string): Promise<KeptLayout | null> {
    return (await this.view(name)).keptUnder(wholeKey);
  }

  /** Keeps the layout that is looked at; nothing is written where it is kept already. */
  async keep(name: string, key: string, layout: KeptLayout): Promise<void> {
    const document = await this.document(name);
    const others = document.layouts.filter((one) => one.key !== key);
    const known = document.layouts.find((one) => one.key === key);
    if (layout.nodes.length === 0 || JSON.stringify(known?.layout) === JSON.stringify(layout)) return;
    await this.save(name, { ...document, layouts: [...others, { key, layout }].slice(-mostLayouts) });
  }

  async open(name: string, groups: readonly string[]): Promise<void> {
    await this.save(name, { ...(await this.document(name)), open: [...groups].sort() });
  }

  /** Forgets a layout, so that the next look lays everything out anew; `putBack` brings it again. */
  async tidyUp(name: string, key: string): Promise<void> {
    const document = await this.document(name);
    const replaced = document.layouts.find((one) => one.key === key) ?? null;
    await this.save(name, { ...document, layouts: document.layouts.filter((one) => one !== replaced), replaced });
  }

  async putBack(name: string): Promise<void> {
    const document = await this.document(name);
    const { replaced } = document;
    if (!replaced) return;
    const others = document.layouts.filter(({ key }) => key !== replaced.key);
    await this.save(name, { ...document, layouts: [...others, replaced], replaced: null });
  }

  /** What cannot be written is remembered as long as the program runs. */
  private readonly unkept = new Map<string, MapDocument>();

  private async document(name: string): Promise<MapDocument> {
    return this.unkept.get(name) ?? (await this.store.mapView(name).catch(() => null)) ?? emptyDocument();
  }

  private async save(name: string, document: MapDocument): Promise<void> {
    const isKept = await this.write(name, document).catch(() => false);
    if (isKept) this.unkept.delete(name);
    else this.unkept.set(name, document);
  }

  private async write(name: string, document: MapDocument): Promise<boolean> {
    if (this.store.readOnly === null) {
      await this.store.saveMapView(name, document);
      return true;
    }
    const writer = await this.openWriter?.();
    if (!writer) return false;
    try {
      if (writer.readOnly !== null) return false;
      await writer.saveMapView(name, document);
      return true;
    } finally {
      await writer.close();
    }
  }

  forget(name: string): void {
    this.unkept.delete(name);
  }
}

function emptyDocument(): MapDocument {
  return { open: [...firstView.open], layouts: [], replaced: null };
}
