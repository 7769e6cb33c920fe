import { mount } from 'svelte';
import type { ExportPage } from '../../main/ipc/messages/exporting';
import '../theme';
import { loadFonts } from '../theme/loadFonts';
import Viewer from './Viewer.svelte';

/** The show inside an exported page: its deck lies in the page itself, so nothing is ever fetched. */
const data = document.getElementById('shiplapse-deck');
const target = document.getElementById('show');
const story = document.getElementById('story');
if (data && target && story) {
  const page = JSON.parse(data.textContent) as ExportPage;
  void loadFonts().then(() => mount(Viewer, { target, props: { page, story } }));
}
