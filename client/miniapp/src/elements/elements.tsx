import { Button, Input, Text as PlatformText, Textarea, View } from '@tarojs/components';
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

export function Box({ className, style, onTap, children }: BoxProps) {
  return (
    <View className={className} style={style} onClick={onTap}>
      {children}
    </View>
  );
}

export function Text({ className, children }: TextProps) {
  return <PlatformText className={className}>{children}</PlatformText>;
}

/** A mini-program opens no pages of other sites: the address is shown to be read. */
export function Link({ children }: LinkProps) {
  return <PlatformText className="link">{children}</PlatformText>;
}

export function Heading({ level, className, children }: HeadingProps) {
  return <View className={classes('heading', `heading--${level}`, className)}>{children}</View>;
}

// `disabled={false}` would leave an attribute behind, which counts as disabled.
export function Press(props: PressProps) {
  return (
    <Button
      className={pressClass(props)}
      onClick={props.onPress}
      disabled={props.disabled || undefined}
      hoverClass="press--held"
    >
      {props.children}
    </Button>
  );
}

const keyboards = { text: 'text', digits: 'number', phone: 'number', amount: 'digit' } as const;

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
    beside,
  } = props;
  const input = {
    className: classes('field__input', long && 'field__input--long', problem && 'field__input--wrong'),
    value,
    maxlength: maxLength ?? 140,
    placeholder,
    ...(props.focused ? { focus: true } : {}),
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
  };
  return (
    <View className="field">
      <View className="field__label">{label}</View>
      <View className="field__line">
        {long ? <Textarea {...input} autoHeight /> : <Input {...input} type={keyboards[kind]} />}
        {beside}
      </View>
      {hint && <View className="field__hint">{hint}</View>}
      {problem && <View className="field__problem">{problem}</View>}
    </View>
  );
}
