/** From how many of one unit people rather speak of the next: 2 days, 2 hours. */
const larger: Record<string, { from: number; unit: string; holds: number }> = {
  minutes: { from: 120, unit: 'hours', holds: 60 },
  hours: { from: 48, unit: 'days', holds: 24 },
};

/** "40.7 to 3.5 days", "7.2 days to 2.9 hours": two values of a unit (minutes, hours or any other) as people say them. */
export function fromTo(before: number, after: number, unit: string): string {
  const [one, other] = [told(before, unit), told(after, unit)];
  const first = one.unit === other.unit ? one.value : `${one.value} ${one.unit}`;
  return `${first} to ${other.value} ${other.unit}`;
}

function told(value: number, unit: string): { value: string; unit: string } {
  const next = larger[unit];
  if (!next || Math.abs(value) < next.from) return { value: value.toFixed(1), unit };
  return told(value / next.holds, next.unit);
}
