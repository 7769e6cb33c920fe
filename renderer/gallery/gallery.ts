import { mount } from 'svelte';
import '../theme/index';
import { loadFonts } from '../theme/loadFonts';
import Gallery from './Gallery.svelte';

void loadFonts().then(() => mount(Gallery, { target: document.getElementById('app') as HTMLElement }));
