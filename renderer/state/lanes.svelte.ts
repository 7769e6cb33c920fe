const togglesKey = 'shiplapse.toggles';
/** With more rows than this the toggles begin as a count, until somebody opens them. */
const fewRows = 6;

/** Which lanes of the timeline are open; remembered on this machine. */
class Lanes {
  #toggles = $state<string | null>(localStorage.getItem(togglesKey));

  togglesOpen(rows: number): boolean {
    return this.#toggles === null ? rows <= fewRows : this.#toggles === 'open';
  }

  openToggles(open: boolean): void {
    this.#toggles = open ? 'open' : 'closed';
    localStorage.setItem(togglesKey, this.#toggles);
  }
}

export const lanes = new Lanes();
