import { createElement, useEffect, useId, useRef } from 'react';
import {
  type BoxProps,
  classes,
  type FieldProps,
  type HeadingProps,
  type LinkProps,
  type PressProps,
  pressClass,
  type TextProps,
} from './contract';
import { chooseByArrow } from './radio-keys';

export function Box({ as = 'div', label, live, onTap, ...rest }: BoxProps) {
  return createElement(as, { ...rest, 'aria-label': label, 'aria-live': live, onClick: onTap });
}

export function Text({ decorative, ...rest }: TextProps) {
  return <span {...rest} aria-hidden={decorative || undefined} />;
}

export function Link({ href, children }: LinkProps) {
  return (
    <a className="link" href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

export function Heading({ level, className, children }: HeadingProps) {
  return createElement(
    `h${level}`,
    { className: classes('heading', `heading--${level}`, className) },
    children,
  );
}

export function Press(props: PressProps) {
  const { onPress, label, disabled, role, chosen, passedOver, focused, expanded, children } = props;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focused) button.current?.focus();
  }, [focused]);
  const choice = role
    ? { role, 'aria-checked': !!chosen }
    : chosen === undefined
      ? {}
      : { 'aria-pressed': chosen };
  return (
    <button
      ref={button}
      type="button"
      className={pressClass(props)}
      onClick={onPress}
      disabled={disabled}
      aria-label={label}
      aria-expanded={expanded}
      tabIndex={passedOver ? -1 : undefined}
      onKeyDown={role === 'radio' ? chooseByArrow : undefined}
      {...choice}
    >
      {children}
    </button>
  );
}

const inputModes = { text: 'text', digits: 'numeric', phone: 'tel', amount: 'decimal' } as const;

export function Field(props: FieldProps) {
  const {
    label,
    value,
    onChange,
    kind = 'text',
    long,
    hint,
    problem,
    maxLength,
    placeholder,
    oneTimeCode,
    focused,
    beside,
  } = props;
  const id = useId();
  const input = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  const said = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <div className="field__line">
        {createElement(long ? 'textarea' : 'input', {
          ...(long
            ? { rows: 4 }
            : {
                type: 'text',
                inputMode: inputModes[kind],
                autoComplete: oneTimeCode ? 'one-time-code' : kind === 'phone' ? 'tel' : 'off',
              }),
          id,
          ref: input,
          className: classes('field__input', long && 'field__input--long', problem && 'field__input--wrong'),
          value,
          maxLength,
          placeholder,
          'aria-describedby': said || undefined,
          'aria-invalid': problem ? true : undefined,
          onChange: (event: { target: { value: string } }) => onChange(event.target.value),
        })}
        {beside}
      </div>
      {hint && (
        <span id={`${id}-hint`} className="field__hint">
          {hint}
        </span>
      )}
      {problem && (
        <span id={`${id}-problem`} className="field__problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
