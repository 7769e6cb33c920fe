let context: CanvasRenderingContext2D | null = null;

/** Width of a text in pixels, in a CSS font; without a canvas about half an em a letter. */
export function measureText(font: string): (text: string) => number {
  context ??= document.createElement('canvas').getContext('2d');
  const own = context;
  return (text) => {
    if (!own) return text.length * 12;
    own.font = font;
    return own.measureText(text).width;
  };
}
