/** Stand-ins for the wallets' components, for tests of the mini-programs' own elements. */
import type { ReactNode } from 'react';

interface Props {
  children?: ReactNode;
  className?: string;
  onClick?: () => void;
  onInput?: (event: { detail: { value: string } }) => void;
  disabled?: boolean;
  value?: string;
  placeholder?: string;
}

export const View = ({ className, onClick, children }: Props) => (
  // biome-ignore lint/a11y: the wallets' views are no HTML
  <div className={className} onClick={onClick}>
    {children}
  </div>
);
export const Text = ({ className, children }: Props) => <span className={className}>{children}</span>;
export const Button = ({ className, onClick, disabled, children }: Props) => (
  <button type="button" className={className} onClick={onClick} disabled={disabled}>
    {children}
  </button>
);
export const Textarea = ({ className, value, placeholder, onInput }: Props) => (
  <textarea
    className={className}
    value={value}
    placeholder={placeholder}
    onChange={event => onInput?.({ detail: { value: event.target.value } })}
  />
);
export const Input = ({ className, value, placeholder, onInput }: Props) => (
  <input
    className={className}
    value={value}
    placeholder={placeholder}
    onChange={event => onInput?.({ detail: { value: event.target.value } })}
  />
);
