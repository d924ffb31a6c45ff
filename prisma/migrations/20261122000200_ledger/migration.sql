-- The books (总账): chart of accounts, and what keeps them append-only and balanced.
-- Debits are positive, credits negative.

ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_kind_check CHECK (kind IN ('asset', 'liability', 'income', 'expense'));
ALTER TABLE ledger_postings ADD CONSTRAINT ledger_postings_amount_check CHECK (amount_fen <> 0);
ALTER TABLE customer_balances
  ADD CONSTRAINT customer_balances_balance_check CHECK (balance_fen >= 0),
  ADD CONSTRAINT customer_balances_prepaid_check CHECK (prepaid_fen >= 0);

INSERT INTO ledger_accounts (code, name_zh, name_en, kind) VALUES
  ('gateway:wechat-pay', '其他货币资金·微信支付', 'WeChat Pay clearing',                   'asset'),
  ('gateway:alipay',     '其他货币资金·支付宝',   'Alipay clearing',                       'asset'),
  ('gateway:unionpay',   '其他货币资金·银联',     'UnionPay clearing',                     'asset'),
  ('partner-clearing',   '应收代收机构款',        'Collected by banks, post and partners', 'asset'),
  ('acquirer-clearing',  '应收收单机构款',        'Card acquirer clearing',                'asset'),
  ('debit-bank-clearing', '应收代扣银行款',       'Direct-debit bank clearing',            'asset'),
  ('till',               '柜台库存现金及票据',    'Counter tills (cash, cheques)',         'asset'),
  ('cash-box',           '自助终端钱箱',          'Kiosk cash boxes',                      'asset'),
  ('card-sales',         '应收售卡款',            'Owed for recharge cards sold',          'asset'),
  ('bank',               '银行存款',              'Bank deposits',                         'asset'),
  ('cash-differences',   '现金长短款',            'Cash over and short',                   'expense'),
  ('agent-prefund',      '代收点预存款',          'Agents’ prefunded balances',            'liability'),
  ('recharge-cards',     '电费充值卡负债',        'Recharge cards sold, not redeemed',     'liability'),
  ('agent-commission',   '代收手续费',            'Commission to agents',                  'expense'),
  ('receivable',         '应收电费',              'Electricity receivable',                'asset'),
  ('customer-balance',   '客户余额',              'Customer balances (surplus)',           'liability'),
  ('customer-prepaid',   '预存电费',              'Customer prepayments',                  'liability'),
  ('unidentified',       '待查款项',              'Unidentified receipts',                 'liability'),
  ('refunds-in-flight',  '应退款项',              'Refunds in flight',                     'liability'),
  ('payouts',            '退款转账',              'Refunds paid by bank transfer',         'liability'),
  ('energy-income',      '电费收入',              'Energy income',                         'income'),
  ('late-fee-income',    '违约金收入',            'Late-fee income',                       'income'),
  ('gateway-fees',       '支付手续费',            'Gateway fees',                          'expense'),
  ('reconciliation-differences', '对账差异挂账',      'Reconciliation differences',           'asset'),
  ('opening-balance',    '期初余额',              'Opening balance brought forward',       'liability');

-- Every INSERT statement must bring whole transactions: their debits equal their credits.
CREATE FUNCTION ledger_check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  unbalanced record;
BEGIN
  SELECT transaction_id, sum(amount_fen) AS difference INTO unbalanced
    FROM inserted GROUP BY transaction_id HAVING sum(amount_fen) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger transaction % does not balance: % fen', unbalanced.transaction_id, unbalanced.difference
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_postings_balanced';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER ledger_postings_balanced AFTER INSERT ON ledger_postings
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_balance();

-- A transaction without postings says nothing, looked at when the database transaction ends.
CREATE FUNCTION ledger_check_not_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_postings WHERE transaction_id = NEW.id) THEN
    RAISE EXCEPTION 'ledger transaction % has no postings', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transactions_not_empty';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER ledger_transactions_not_empty AFTER INSERT ON ledger_transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_not_empty();

-- History is never changed, not even by the tables' owner. (The application's role lacks the privilege besides.)
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: it is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER ledger_transactions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_postings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_postings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Posts one business event. (kind, reference) is unique: posting an event twice is an error, never a second posting.
-- The arrays run in parallel, entries on the same account and holder are added up, and what comes to zero is left out.
CREATE FUNCTION post_transaction(
  p_kind text, p_reference text, p_business_date date, p_accounts text[], p_holders bigint[], p_amounts bigint[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_id bigint;
BEGIN
  INSERT INTO ledger_transactions (kind, reference, business_date) VALUES (p_kind, p_reference, p_business_date)
    RETURNING id INTO v_id;
  INSERT INTO ledger_postings (transaction_id, account_code, holder_period_id, amount_fen)
    SELECT v_id, account, holder, sum(amount)
      FROM unnest(p_accounts, p_holders, p_amounts) AS entry (account, holder, amount)
     GROUP BY account, holder HAVING sum(amount) <> 0;
  RETURN v_id;
END
$$;

CREATE FUNCTION shanghai_date(p_instant timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (p_instant AT TIME ZONE 'Asia/Shanghai')::date;
