import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

const key = 'skills-theme';
const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** Light, dark, or as the system says; remembered in this browser. */
export function ThemeSwitch(): JSX.Element {
  const [theme, setTheme] = useState<Theme>(shownTheme);
  const choose = (chosen: Theme): void => {
    setTheme(chosen);
    if (chosen === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = chosen;
    try {
      if (chosen === 'system') localStorage.removeItem(key);
      else localStorage.setItem(key, chosen);
    } catch {
      // A browser that keeps nothing shows it for as long as the page is open.
    }
  };
  return (
    <label class="choice">
      <span class="visually-hidden">Theme</span>
      <select
        value={theme}
        onChange={({ currentTarget }) => choose(themes.find((name) => name === currentTarget.value) ?? 'system')}
      >
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}

function shownTheme(): Theme {
  return themes.find((name) => name === document.documentElement.dataset['theme']) ?? 'system';
}
