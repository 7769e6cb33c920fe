const whole = new Intl.NumberFormat('en-GB');

/** "12,480" */
export function wholeText(value: number): string {
  return whole.format(value);
}

/** "1 run", "2,000 runs" */
export function countText(value: number, one: string, many = `${one}s`): string {
  return `${wholeText(value)} ${value === 1 ? one : many}`;
}

/** Two significant digits below ten, whole numbers above: 0.42, 3.1, 27. */
export function shortText(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) < 9.95 ? String(Number(value.toPrecision(2))) : wholeText(Math.round(value));
}

/** A share from 0 to 1 as "7 %" with a space that does not break; one decimal below ten per cent. */
export function percentText(share: number): string {
  const percent = share * 100;
  const text = percent > 0 && percent < 9.95 ? String(Number(percent.toFixed(1))) : String(Math.round(percent));
  return `${text}\u00a0%`;
}

/** Hours in the unit people would say: "40 min", "7.5 h", "3.2 days". */
export function hoursText(hours: number): string {
  if (hours < 1) return `${String(Math.round(hours * 60))}\u00a0min`;
  if (hours < 48) return `${shortText(hours)}\u00a0h`;
  return `${shortText(hours / 24)}\u00a0days`;
}

/** "1.2 MB" */
export function bytesText(bytes: number): string {
  if (bytes < 1_000_000) return `${wholeText(Math.max(1, Math.round(bytes / 1_000)))}\u00a0kB`;
  return `${shortText(bytes / 1_000_000)}\u00a0MB`;
}
