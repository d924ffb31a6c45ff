/** Values that are a secret, such as a link that needs no signing in: they lie sealed and are opened for the letter alone. */
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { Params } from '../events/catalogue.ts';

const ending = 'Sealed';

export const isSealed = (name: string) => name.endsWith(ending);

/** For a parameter whose name ends in `Sealed`. */
export function sealValue(cipher: FieldCipher, text: string): string {
  return cipher.encrypt(text).toString('base64');
}

export function openValues(params: Params, cipher: FieldCipher): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) =>
      isSealed(name) && typeof value === 'string'
        ? [name.slice(0, -ending.length), cipher.decrypt(Buffer.from(value, 'base64'))]
        : [name, value],
    ),
  );
}
