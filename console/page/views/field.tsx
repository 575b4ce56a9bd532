interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string;
  readonly required?: boolean;
}

export function Field({ label, value, onValue, hint, required = false }: FieldProps) {
  return (
    <label class="field">
      <span>
        {label}
        {required && <span class="muted"> required</span>}
      </span>
      <input
        value={value}
        title={hint}
        autoComplete="off"
        spellcheck={false}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  );
}
