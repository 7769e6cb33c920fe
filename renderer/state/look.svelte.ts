import { MediaQuery } from 'svelte/reactivity';
import { themes, type Theme } from '../theme';
import { settings } from './settings.svelte';

const dark = new MediaQuery('prefers-color-scheme: dark');
const contrast = new MediaQuery('prefers-contrast: more');
const still = new MediaQuery('prefers-reduced-motion: reduce');

/** The look in force, as values: for what is drawn on a canvas. */
class Look {
  get theme(): Theme {
    const { theme } = settings.now;
    if (theme !== 'system') return themes[theme];
    if (contrast.current) return themes.contrast;
    return dark.current ? themes.dark : themes.light;
  }

  get reduced(): boolean {
    const { motion } = settings.now;
    return motion === 'reduced' || (motion === 'system' && still.current);
  }
}

export const look = new Look();
