/**
 * What slides and exports say of people. `hidden`: fields that hold a person are left out, what people typed stays as
 * typed. `shown`: everything. `replaced`: every name known from history and notes is replaced wherever it stands.
 */
export const peopleShown = ['hidden', 'shown', 'replaced'] as const;
export type PeopleShown = (typeof peopleShown)[number];
