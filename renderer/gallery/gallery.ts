import { mount } from 'svelte';
import '../theme/index';
import Gallery from './Gallery.svelte';

mount(Gallery, { target: document.getElementById('app') as HTMLElement });
