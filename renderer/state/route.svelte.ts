import type { PickedFile } from '../../main/ipc/messages/given';

export type Route =
  | { screen: 'library' }
  /** `into` is the retro to add to, null for a new one; `files` were dropped before the screen opened. `imports`: those that go on. */
  | { screen: 'import'; into: string | null; files: PickedFile[]; view?: 'form' | 'imports' }
  | { screen: 'retro' }
  | { screen: 'environments' }
  | { screen: 'deck' }
  | { screen: 'film' }
  | { screen: 'present'; slide: string | null; back: 'retro' | 'deck' };

/** Which screen is shown. One window, one thing at a time. */
class Router {
  now = $state.raw<Route>({ screen: 'library' });

  go(route: Route): void {
    leaveField();
    this.now = route;
  }
}

export const router = new Router();

/** A field keeps what was typed when it is left; a screen that goes away under it would not leave it. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
