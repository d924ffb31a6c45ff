/** The service desk's mailbox, in memory: what the mail server has taken in for it. */
export class Inbox {
  uidValidity = Math.floor(Date.now() / 1000);
  private next = 1;
  readonly mails: { uid: number; raw: Buffer }[] = [];

  deliver(raw: Buffer): number {
    const uid = this.next++;
    this.mails.push({ uid, raw });
    return uid;
  }

  /** As after a move to another server: everything is there still, under other numbers. */
  renumber(): void {
    this.uidValidity += 1;
    this.next = 1_000;
    for (const mail of this.mails) mail.uid = this.next++;
  }

  get uidNext(): number {
    return this.next;
  }
}
