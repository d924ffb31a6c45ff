/** Direct debits: mandates signed by their holders, files over SSH to the bank's stand-in, results on the way back. */
import { freshKey, paymentStory } from '../../integration/payments/story.ts';
import { eventually } from '../../support/hall.ts';
import type { Player, Stage } from './player.ts';

/** So many mandates go out together. */
const aBatch = 2;

export async function openDebits({ hall, random, mishap }: Stage): Promise<Player> {
  const story = paymentStory(hall);
  const [finance, administrator] = [await story.staff('finance'), await story.staff('administrator')];
  const of = (name: string): string => hall.sandbox.credentials[`DEBIT_BANK_${name}`]!;
  const body = {
    nameZh: '电亭农商银行',
    nameEn: 'Dianting Rural Bank',
    utilityCode: of('UTILITY'),
    active: true,
    keyId: of('FILE_KEY_ID'),
    key: of('FILE_KEY'),
    sftp: {
      host: of('SFTP_HOST'),
      port: Number(of('SFTP_PORT')),
      user: of('SFTP_USER'),
      hostKey: of('SFTP_HOST_KEY'),
      folder: '',
    },
    sftpKey: of('SFTP_KEY'),
  };
  const added = await hall.call('PUT', `/staff/debit-banks/${of('CODE')}`, { cookie: administrator, body });
  if (added.status !== 200) throw new Error(`debit bank: ${JSON.stringify(added.body)}`);
  let [waiting, signedSoFar] = [0, 0];

  async function sendBatch(): Promise<void> {
    waiting = 0;
    await hall.call('POST', '/staff/debit-batches', {
      cookie: finance,
      body: { bankCode: of('CODE') },
      key: freshKey(),
    });
  }
  const filesAtTheBank = () => hall.sandbox.get<{ name: string }[]>('/control/bank/batches');
  const stillOut = async (): Promise<number> => {
    const { rows } = await hall.owner.query(
      `SELECT count(*)::int AS count FROM debit_files WHERE status IN ('planned', 'written', 'sent')`,
    );
    return rows[0].count;
  };
  return {
    channels: ['bank-debit'],
    async play() {
      const payer = await story.payer(1_000 + Math.floor(random() * 50_000));
      const poor = random() < 0.2 && signedSoFar > 0;
      signedSoFar += 1;
      if (poor) mishap('bank-debit', 'refused');
      const signed = await hall.call('POST', `/households/${payer.household.accountNo}/mandate`, {
        token: payer.resident.token,
        // A bank account that ends in a reason code gets it.
        body: {
          bankCode: of('CODE'),
          bankAccount: poor ? '6230580000012341001' : '6230580000012345675',
          holderName: '欧阳娜娜',
        },
        key: freshKey(),
      });
      if (signed.status !== 201) throw new Error(`mandate: ${JSON.stringify(signed.body)}`);
      await hall.owner.query(
        'UPDATE debit_mandates SET effective_from = current_date - 1 WHERE mandate_no = $1',
        [signed.body.mandate.mandateNo],
      );
      waiting += 1;
      if (waiting >= aBatch) await sendBatch();
    },
    async finish() {
      await sendBatch();
      await eventually(
        async () => {
          // What the bank wrote badly, or not at all, it writes again when it is asked.
          for (const { name } of await filesAtTheBank())
            await hall.sandbox.post('/control/bank/answer', { name }).catch(() => {});
          await new Promise(done => setTimeout(done, 1_000));
          return stillOut();
        },
        count => count === 0,
        420_000,
      );
    },
    async handIn(_hall, day) {
      await hall.sandbox.post('/control/bank/day-file', { date: day.replaceAll('-', '') });
    },
  };
}
