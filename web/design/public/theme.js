// Runs before the first paint, so that a chosen theme never flashes the other one. The policy forbids inline scripts.
try {
  const chosen = localStorage.getItem("atrium-theme");
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
    document.documentElement.dataset.mantineColorScheme = chosen;
  }
} catch {
  // Storage is closed to us: the theme of the system stays.
}
