/** A member of staff, as the server names everybody who works here or once did. */
interface Named {
  username: string;
  displayName: string;
}

/** What `staff:lin.xm` is called; two of one name are told apart by what they sign in as, and an unknown one stays that. */
export function called(actor: string, names: readonly Named[]): string {
  const username = actor.replace(/^staff:/, '');
  const found = names.find(each => each.username === username);
  if (!found) return username;
  const shared = names.some(
    each => each.displayName === found.displayName && each.username !== found.username,
  );
  return shared ? `${found.displayName} (${username})` : found.displayName;
}
