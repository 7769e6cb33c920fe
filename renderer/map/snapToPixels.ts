/**
 * Puts a canvas exactly onto the pixels of the screen. On a scaled slide it would begin and end between two of them,
 * and the browser would blur it. `pixelRatio` is device pixels a CSS pixel of the canvas.
 */
export function snapToPixels(canvas: HTMLCanvasElement, pixelRatio: number): void {
  snap(canvas, pixelRatio);
  // Once more when the page around it has settled.
  requestAnimationFrame(() => {
    snap(canvas, pixelRatio);
  });
}

function snap(canvas: HTMLCanvasElement, pixelRatio: number): void {
  canvas.style.width = `${String(canvas.width / pixelRatio)}px`;
  canvas.style.height = `${String(canvas.height / pixelRatio)}px`;
  canvas.style.translate = 'none';
  const { left, top } = canvas.getBoundingClientRect();
  canvas.style.translate = `${String(offset(left, pixelRatio))}px ${String(offset(top, pixelRatio))}px`;
}

/** From where it is to the next whole device pixel, in the canvas's own CSS pixels. */
function offset(position: number, pixelRatio: number): number {
  const device = position * devicePixelRatio;
  return (Math.round(device) - device) / pixelRatio;
}
