import { expect, test } from 'vitest';
import { fitView, mostZoom, panView, zoomView } from './view';

const size = { width: 1000, height: 400 };
const box = { x: 10, y: 20, width: 500, height: 200 };
const fit = { scaleX: 0.5, scaleY: 0.5, scale: 0.5, left: 10, top: 20 };

test('coming nearer keeps the point under the pointer', () => {
  const about = { x: 300, y: 100 };
  const screen = (view: ReturnType<typeof zoomView>) => {
    const { left, top, scaleX, scaleY } = fitView(fit, box, view);
    return [left + about.x * scaleX, top + about.y * scaleY].map(Math.round);
  };
  const near = zoomView(null, 2, size, about);
  expect(near?.zoom).toBe(2);
  expect(screen(near)).toEqual(screen(null));
  expect(screen(zoomView(near, 1.5, size, about))).toEqual(screen(null));
});

test('going back to the whole is the whole, and nearer has an end', () => {
  expect(zoomView(zoomView(null, 2, size), 0.5, size)).toBeNull();
  expect(zoomView(null, 100, size)?.zoom).toBe(mostZoom);
});

test('the middle stays inside the drawing', () => {
  expect(panView(zoomView(null, 2, size), 5000, -5000, size)).toEqual({ zoom: 2, x: 1000, y: 0 });
  expect(panView(null, 10, 10, size)).toBeNull();
});
