import { buildFakeBridge } from './fakeBridge';

/** `?library=empty`, `?library=damaged`, `?names=long`, `?findings=none`: which sample is shown. */
const wishes = new URLSearchParams(location.search);
const bridge = buildFakeBridge({
  library: wishes.get('library') ?? 'full',
  longNames: wishes.get('names') === 'long',
  findings: wishes.get('findings') ?? 'some',
});
Object.defineProperty(window, 'shiplapse', { value: bridge });
await import('../main');
