/** Sheets any screen can open over itself. */
class Help {
  open = $state<'shortcuts' | 'settings' | null>(null);
}

export const help = new Help();
