/** Voice notes of every kind that is taken, made by hand by the rules of their containers. */

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A second of silence, with the notes that a recorder may leave beside it. */
export function wav({ note = '', behind = '' } = {}): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name);
    head.writeUInt32LE(content.length, 4);
    return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
  };
  const form = Buffer.alloc(16);
  form.writeUInt16LE(1, 0);
  form.writeUInt16LE(1, 2);
  form.writeUInt32LE(8_000, 4);
  form.writeUInt32LE(16_000, 8);
  form.writeUInt16LE(2, 12);
  form.writeUInt16LE(16, 14);
  const parts = [
    chunk('fmt ', form),
    ...(note ? [chunk('LIST', Buffer.from(note))] : []),
    chunk('data', Buffer.alloc(16_000)),
  ];
  return Buffer.concat([chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...parts])), Buffer.from(behind)]);
}

/** Frames of MPEG-2 layer III, 16 kHz, 48 kbit/s: 216 bytes each. */
export function mp3({ title = '', frames = 20, behind = '' } = {}): Buffer {
  const frame = Buffer.concat([Buffer.from([0xff, 0xf3, 0x68, 0xc0]), Buffer.alloc(212)]);
  const tag = Buffer.from(title);
  const id3 = title
    ? Buffer.concat([
        Buffer.from('ID3\x03\x00\x00', 'latin1'),
        Buffer.from([0, 0, tag.length >> 7, tag.length & 127]),
        tag,
      ])
    : Buffer.alloc(0);
  return Buffer.concat([id3, ...Array.from({ length: frames }, () => frame), Buffer.from(behind)]);
}

/** Narrow band at 12.2 kbit/s. */
export const amr = ({ frames = 20, behind = '' } = {}): Buffer =>
  Buffer.concat([
    Buffer.from('#!AMR\n'),
    ...Array.from({ length: frames }, () => Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)])),
    Buffer.from(behind),
  ]);

/** As a telephone's recorder writes it, with where it was in its user data. */
export function m4a({ place = '', handler = 'soun', behind = '' } = {}): Buffer {
  const box = (name: string, ...content: Buffer[]) => {
    const body = Buffer.concat(content);
    return Buffer.concat([u32(body.length + 8), Buffer.from(name, 'latin1'), body]);
  };
  const user = place ? [box('udta', box('\xa9xyz', Buffer.from(place)))] : [];
  const described = box('hdlr', Buffer.concat([u32(0), u32(0), Buffer.from(handler), Buffer.alloc(13)]));
  const track = box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box('mdia', box('mdhd', Buffer.alloc(24)), described),
    ...user,
  );
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42', 'latin1')),
    box('moov', box('mvhd', Buffer.alloc(100)), track, ...user),
    box('mdat', Buffer.alloc(2_000)),
    Buffer.from(behind),
  ]);
}

/** As a browser records it: segment and cluster say no size. */
export function webm({ tag = '', trackType = 2, behind = '' } = {}): Buffer {
  const sized = (id: number[], ...content: Buffer[]) => {
    const body = Buffer.concat(content);
    return Buffer.concat([
      Buffer.from(id),
      Buffer.from([0x40 | (body.length >> 8), body.length & 255]),
      body,
    ]);
  };
  const unsized = (id: number[]) => Buffer.from([...id, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  const block = sized([0xa3], Buffer.from([0x81, 0, 0, 0x80]), Buffer.alloc(200));
  return Buffer.concat([
    sized([0x1a, 0x45, 0xdf, 0xa3], sized([0x42, 0x82], Buffer.from('webm'))),
    unsized([0x18, 0x53, 0x80, 0x67]),
    sized([0x15, 0x49, 0xa9, 0x66], sized([0x4d, 0x80], Buffer.from('test'))),
    sized([0x16, 0x54, 0xae, 0x6b], sized([0xae], sized([0x83], Buffer.from([trackType])))),
    ...(tag ? [sized([0x12, 0x54, 0xc3, 0x67], Buffer.from(tag))] : []),
    unsized([0x1f, 0x43, 0xb6, 0x75]),
    sized([0xe7], Buffer.from([0])),
    block,
    block,
    Buffer.from(behind),
  ]);
}
