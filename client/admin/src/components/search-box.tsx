import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { FilterField } from './filter-field.tsx';
import { Icon } from './icon.tsx';

/** Searches on Enter; `/` puts the cursor here from anywhere on the page. */
export function SearchBox(props: {
  label: string;
  value: string;
  placeholder: string;
  onSearch: (text: string) => void;
  width?: number;
}) {
  const { label, value, placeholder, onSearch, width = 360 } = props;
  const [text, setText] = useState(value);
  const input = useRef<InputRef>(null);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  return (
    <FilterField label={label} style={{ flex: `1 1 ${width}px`, maxWidth: 520 }}>
      {id => (
        <Input
          id={id}
          data-page-search
          ref={input}
          value={text}
          placeholder={placeholder}
          prefix={<Icon name="search" size={16} />}
          allowClear
          onChange={event => {
            setText(event.target.value);
            if (event.target.value === '') onSearch('');
          }}
          onPressEnter={() => onSearch(text.trim())}
        />
      )}
    </FilterField>
  );
}
