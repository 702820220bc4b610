// Before the first paint: the theme that was chosen here, else that of the system.
try {
  const theme = localStorage.getItem('skills-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing goes by the system.
}
