import { signal } from "@preact/signals";

const storageKey = "console-theme";
const order = ["auto", "light", "dark"] as const;
type Theme = (typeof order)[number];

const theme = signal<Theme>(order.find((each) => each === localStorage.getItem(storageKey)) ?? "auto");

function apply(next: Theme): void {
  theme.value = next;
  document.documentElement.dataset.theme = next;
}
apply(theme.value);

/** Light, dark, or as the system has it. */
export function ThemeButton() {
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => {
        const next = order[(order.indexOf(theme.value) + 1) % order.length] ?? "auto";
        localStorage.setItem(storageKey, next);
        apply(next);
      }}
    >
      <span class="wide-only">Theme: </span>
      {theme.value}
    </button>
  );
}
