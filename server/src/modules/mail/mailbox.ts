/** Reads the mailbox by IMAP (RFC 3501): looks, and changes nothing there. The library comes with the first look. */

interface RawMail {
  uidValidity: number;
  uid: number;
  raw: Buffer;
  /** It was longer than we read. */
  cut: boolean;
}

export interface Cursor {
  uidValidity: number;
  uid: number;
}

/** Attachments of a case are smaller; what is longer than this is read up to here. */
const largestMail = 15 * 1024 * 1024;
const mostAtOnce = 200;
const timeoutMs = 20_000;

/** Mails behind the cursor, oldest first; all of them when the mailbox has been numbered anew. */
export async function readMailbox(
  url: string,
  cursor: Cursor | undefined,
  keep: (mail: RawMail) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'imaps:';
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    // Its lines name senders.
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  // What happens to the connection is thrown by the call under way.
  client.on('error', () => {});
  await client.connect();
  try {
    const box = await client.mailboxOpen('INBOX', { readOnly: true });
    const uidValidity = Number(box.uidValidity);
    const after = cursor?.uidValidity === uidValidity ? cursor.uid : 0;
    if (box.exists === 0 || box.uidNext <= after + 1) return;
    const wanted = { uid: true, source: { start: 0, maxLength: largestMail } };
    let count = 0;
    for await (const { uid, source } of client.fetch(`${after + 1}:*`, wanted, { uid: true })) {
      // `n:*` gives the last one even where n is beyond it.
      if (uid <= after || !source) continue;
      await keep({ uidValidity, uid, raw: source, cut: source.length >= largestMail });
      count += 1;
      if (signal.aborted || count >= mostAtOnce) return;
    }
  } finally {
    await client.logout().catch(() => client.close());
  }
}
