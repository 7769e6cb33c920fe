import { expect, test } from 'vitest';
import { notesOf, retroWithNotes, withoutNotes } from '../domain/notes/retroNotes';
import { sampleRetro } from '../store/testing/samples';
import { parseRetroPart, printRetroPart } from './retroPart';

test('the days a slide compares are readable moments in the file, and come back as they went in', () => {
  const days = { from: Date.UTC(2013, 0, 28, 8), to: Date.UTC(2014, 5, 27, 7, 59, 59, 999) };
  const retro = { ...sampleRetro('r'), slides: { 'difference:2013-01-28:2014-06-27': { headline: 'Ours', days } } };
  const printed: unknown = JSON.parse(printRetroPart(retro));
  expect(printed).toMatchObject({
    slides: {
      'difference:2013-01-28:2014-06-27': { days: { from: '2013-01-28T08:00:00Z', to: '2014-06-27T07:59:59.999Z' } },
    },
  });
  expect(parseRetroPart(printed)).toMatchObject({ ok: true, retro: { slides: retro.slides } });
  // The notes know the slide too: it goes along when retros are merged.
  expect(withoutNotes(retroWithNotes(withoutNotes({ ...retro, slides: {} }), notesOf(retro))).slides).toEqual(
    retro.slides,
  );
});

test('days that are none are refused by name', () => {
  const printed = JSON.parse(printRetroPart(sampleRetro('r'))) as object;
  const refused = parseRetroPart({ ...printed, slides: { 'difference:a': { days: { from: 'soon', to: 0 } } } });
  expect(refused).toMatchObject({ ok: false });
  expect('problem' in refused ? refused.problem : '').toMatch(/days/);
});
