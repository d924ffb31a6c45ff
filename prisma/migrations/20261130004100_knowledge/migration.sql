-- Knowledge base (知识库): what residents and staff look up, in dated versions that two people have seen.

-- Words of other scripts, and all pairs of neighbouring Han characters, so that every two-character word is found whatever
-- stands beside it. A lone Han character stands for itself.
CREATE FUNCTION knowledge_words(given text) RETURNS TABLE (word text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH plain AS (SELECT lower(normalize(given, NFKC)) AS said)
  SELECT DISTINCT found.word FROM (
    SELECT substr(run[1], at, 2) AS word
      FROM plain, regexp_matches(said, '[\u4e00-\u9fff]+', 'g') AS run, generate_series(1, greatest(length(run[1]) - 1, 1)) AS at
    UNION ALL
    SELECT word[1] FROM plain, regexp_matches(said, '[a-z0-9]+', 'g') AS word
  ) AS found
$$;

-- The words of a title and its key words weigh more (A) than those of the text (D).
CREATE FUNCTION knowledge_vector(head text, body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(format('''%s'':%s%s', word, least(place, 16000), weight), ' '), '')::tsvector FROM (
    SELECT word, weight, row_number() OVER () AS place FROM (
      SELECT word, 'A' AS weight FROM knowledge_words(head) UNION ALL SELECT word, 'D' FROM knowledge_words(body)
    ) AS weighed
  ) AS placed
$$;

CREATE TABLE knowledge_articles (
  id         BIGSERIAL PRIMARY KEY,
  code       TEXT NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length(code) <= 60),
  section    TEXT NOT NULL CHECK (section IN ('fault', 'outage', 'meter', 'payment', 'bill', 'account', 'service', 'manual')),
  audience   TEXT NOT NULL CHECK (audience IN ('public', 'staff')),
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  retired_at TIMESTAMPTZ(3),
  retired_by TEXT,
  CHECK ((retired_at IS NULL) = (retired_by IS NULL)),
  CHECK (section <> 'manual' OR audience = 'staff')
);

CREATE TABLE knowledge_versions (
  id           BIGSERIAL PRIMARY KEY,
  article_id   BIGINT NOT NULL REFERENCES knowledge_articles (id),
  version      INTEGER NOT NULL CHECK (version > 0),
  state        TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'published')),
  title_zh     TEXT NOT NULL CHECK (char_length(title_zh) BETWEEN 2 AND 60),
  title_en     TEXT NOT NULL CHECK (char_length(title_en) BETWEEN 2 AND 120),
  body_zh      TEXT NOT NULL CHECK (char_length(body_zh) BETWEEN 10 AND 5000),
  body_en      TEXT NOT NULL CHECK (char_length(body_en) BETWEEN 10 AND 8000),
  keywords     TEXT NOT NULL DEFAULT '',
  -- Kinds of case and classes of complaint it helps with.
  kinds        TEXT[] NOT NULL DEFAULT '{}',
  classes      TEXT[] NOT NULL DEFAULT '{}',
  source       TEXT NOT NULL CHECK (char_length(source) > 0),
  valid_from   DATE NOT NULL,
  written_by   TEXT NOT NULL,
  written_at   TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  published_by TEXT,
  published_at TIMESTAMPTZ(3),
  returned_for TEXT,
  search       TSVECTOR NOT NULL,
  UNIQUE (article_id, version),
  CHECK ((state = 'published') = (published_at IS NOT NULL)),
  -- Two people: nobody publishes what they have written.
  CHECK (published_by <> written_by)
);
-- One version at a time is worked on.
CREATE UNIQUE INDEX knowledge_versions_open_idx ON knowledge_versions (article_id) WHERE state <> 'published';
CREATE INDEX knowledge_versions_search_idx ON knowledge_versions USING gin (search);
CREATE INDEX knowledge_versions_published_idx ON knowledge_versions (article_id, valid_from DESC, version DESC) WHERE state = 'published';

CREATE FUNCTION keep_knowledge_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'published' THEN
    RAISE EXCEPTION 'version % of article % is published: write a new one', OLD.version, OLD.article_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.search := knowledge_vector(concat_ws(' ', NEW.title_zh, NEW.title_en, NEW.keywords), concat_ws(' ', NEW.body_zh, NEW.body_en));
  RETURN NEW;
END
$$;
CREATE TRIGGER knowledge_versions_keep BEFORE INSERT OR UPDATE ON knowledge_versions FOR EACH ROW EXECUTE FUNCTION keep_knowledge_version();

-- What holds on a day: of each article that has not been withdrawn its latest published version.
CREATE FUNCTION knowledge_on(on_day date) RETURNS SETOF knowledge_versions LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT DISTINCT ON (v.article_id) v.* FROM knowledge_versions v JOIN knowledge_articles a ON a.id = v.article_id
   WHERE v.state = 'published' AND v.valid_from <= on_day AND a.retired_at IS NULL
   ORDER BY v.article_id, v.valid_from DESC, v.version DESC
$$;

-- Articles that come with the hall: from its own rules, each with its source. The utility changes them as versions of its own.
WITH given (code, section, audience, kinds, classes, keywords, title_zh, title_en, body_zh, body_en, source) AS (VALUES
  ('no-power', 'fault', 'public', '{repair}', '{outage}', '没电 停电 跳闸 断电 黑了',
   '家里没电了怎么办', 'No power at home',
   E'1. 先看邻居：整栋楼都没电，多半是停电或线路故障，请打开“停电信息”看是否已经公告。\n2. 只有自己家没电：看总开关是否跳闸。跳闸的，拔掉刚用的电器后再合上；合不上就不要再试。\n3. 看是否欠费：在“账单”里查看。因欠费停电的，缴清后自动安排恢复。\n4. 都不是，请在“我要反映”里选“故障报修”，写明地点，可以拍照或录音。\n看到电线落地、冒火花或闻到焦味，请离开并立即打电话，不要自己处理。',
   E'1. Look at the neighbours: if the whole building is dark, open “Outages” to see whether it has been announced.\n2. Only your home: see whether the main switch has tripped. Unplug what you used last and switch it on again; if it does not stay on, leave it.\n3. Look under “Bills” whether anything is owed. Supply cut for a debt comes back by itself once it is paid.\n4. None of these: report a fault and say where, with a picture or voice note.\nA line on the ground, sparks or a smell of burning: keep away and call at once.',
   '本系统停电与报修规则'),
  ('line-down', 'fault', 'public', '{repair}', '{outage,grid}', '电线落地 断线 冒火花 触电 危险',
   '电线落地或冒火花', 'A line is down or sparks',
   E'请离开至少8米，不要触碰电线和旁边的积水、树枝、护栏，并提醒其他人。立即拨打热线，说清路名、门牌或附近的杆号。有人触电时先断开电源，不要直接拉人，并拨打120。热线比网上报修更快，请不要只在网上提交。',
   E'Stay at least eight metres away; touch neither the line nor water, branches or rails near it, and warn others. Call the hotline at once and name the street and house or the number on the pole. If somebody is touching it, cut the power first, do not pull them with bare hands, and call 120. The hotline is faster than a report in the hall.',
   '安全用电常识；本系统把危险情况引导至热线'),
  ('outage-planned', 'outage', 'public', '{repair,enquiry}', '{outage}', '计划停电 检修 停电通知 公告',
   '计划停电会提前多久通知', 'How early planned outages are announced',
   E'计划停电提前7天公告；临时停电提前24小时通知重要用户；故障停电查明后及时发布。时间有变会再次通知，每户只通知一次，不会重复打扰。您可以在“停电信息”按地址查看，也可以在“消息设置”里选择通知方式。停电通知关系到安全，不能关闭。',
   E'Planned outages are announced seven days ahead; important users are told of temporary ones 24 hours ahead; faults are published as soon as they are known. A change is announced again. Look under “Outages” by address, and choose the way under message settings. Notices of outages concern safety and cannot be switched off.',
   '国家电网公司供电服务“十项承诺”（2022年修订）'),
  ('repair-times', 'fault', 'public', '{repair}', '{outage,service}', '抢修多久 到达时间 多久来电 师傅',
   '报修后多久有人来', 'How soon somebody comes after a report',
   E'抢修人员到达现场的平均时限：城区45分钟，农村90分钟，特殊边远地区2小时。恢复供电的平均时限：城区3小时，农村4小时。遇到台风、暴雪或道路中断会更久，我们会在诉求里告诉您进展。您可以在“我的诉求”里看到谁在处理。',
   E'Average time to arrive: 45 minutes in town, 90 in the country, two hours in remote places. Average time to restore: three hours in town, four in the country. Storms, snow and blocked roads take longer; you will read of it in your case, with the name of who has it.',
   '国家电网公司供电服务“十项承诺”（2022年修订）'),
  ('voltage', 'fault', 'public', '{repair,complaint}', '{quality}', '电压低 灯忽明忽暗 闪烁 电压不稳',
   '灯忽明忽暗、电压不稳', 'Lights flicker, voltage is not steady',
   E'请记下发生的时间和是否与大功率电器同时出现，最好拍一段照片说明。只有一间房闪，多半是室内线路接触不良，请找电工。全家或邻居都这样，请在“我要反映”里选“故障报修”。我们会到现场测量，并把结果写进答复。',
   E'Note when it happens and whether a large appliance runs at the time. In one room only it is most likely the wiring inside: ask an electrician. In the whole home, or at the neighbours too, report a fault. We measure on the spot and write the result into the answer.',
   '本系统故障报修规则'),
  ('meter-fast', 'meter', 'public', '{enquiry,complaint}', '{business}', '电表走得快 电表不准 校验 电费高',
   '怀疑电表不准', 'The meter seems to run fast',
   E'先在“用电量”里对照每天的用量，看是否有突然升高的日子。仍有怀疑，可以在“用电业务”里申请校验电表：受理后5个工作日内出结果。校验不合格的，退补电费并免收费用；合格的，按公布的标准处理。校验前请不要自行拆动电表。',
   E'Compare the days under “Usage” first. If you still doubt it, apply for a meter test under “Services”: the result is there within five working days. If the meter fails, the bills are put right and nothing is charged. Please do not open the meter.',
   '国家电网公司供电服务“十项承诺”（2022年修订）：电能表异常5个工作日'),
  ('paid-not-shown', 'payment', 'public', '{enquiry,complaint}', '{business}', '没到账 付款 缴费 扣款 余额',
   '付了钱，为什么还没到账', 'I have paid; why is it not credited yet',
   E'支付机构的通知有时会晚到。我们会一直核实，钱不会丢失，请不要再付一次。在“缴费记录”里打开这一笔，可以看到它走到哪一步。超过一小时仍没有到账，请带缴费编号在“我要反映”里告诉我们。',
   E'Notices of the wallets sometimes come late. We keep asking and the money is not lost; please do not pay again. Open it under “Payments” to see where it stands. After an hour, tell us with the number of the payment.',
   '本系统缴费与查询规则'),
  ('paid-twice', 'payment', 'public', '{enquiry,complaint}', '{business}', '付了两次 重复缴费 多付 退款',
   '付了两次怎么办', 'I paid twice; what now',
   E'多出的钱会记入这一户的余额，下次出账自动抵扣。要退回，在“缴费记录”里打开这一笔，选“退回多付的钱”。两笔都能查到，一分不会丢。',
   E'What is too much becomes the household’s balance and pays the next bill. To have it back, open that payment under “Payments” and choose “Give it back”.',
   '本系统多付与退款规则'),
  ('refund-time', 'payment', 'public', '{enquiry}', '{business}', '退款 多久到账 原路退回',
   '退款多久到', 'How long a refund takes',
   E'退款原路返回：零钱几分钟内到，银行卡一般1到3个工作日。退款要由两个人办理，一个申请、一个批准，所以不是当场完成。进度在“缴费记录”里可以看到。',
   E'It goes back the way it came: minutes to a wallet’s balance, one to three working days to a bank card. Two members of staff are needed for it, so it is not done on the spot. Its progress stands under “Payments”.',
   '本系统退款规则（双人复核）'),
  ('wrong-household', 'payment', 'public', '{enquiry,complaint}', '{business}', '交错户号 缴错 别人家 户号错了',
   '交错了户号', 'I paid for the wrong household',
   E'请在“缴费记录”里打开这一笔，选“交错户号了”，填写应缴的户号。工作人员核实后答复，通常在两个工作日内。下次缴费前请核对页面上的户名和地址，它们已部分隐藏，但足够辨认。',
   E'Open the payment under “Payments”, choose “Paid the wrong household” and name the right one. Staff usually answer within two working days. Before paying, compare the name and address on the page.',
   '本系统误缴申请规则'),
  ('invoice', 'payment', 'public', '{enquiry}', '{business}', '发票 开票 抬头 电子发票 报销',
   '怎样开电子发票', 'How to get an electronic invoice',
   E'缴费到账后，在“电子发票”里选择账单并填写抬头。单位请填写税号。发票开好后可以下载PDF。退款的，会自动开红字发票冲回。',
   E'Once a payment is credited, choose the bill under “Invoices” and give the title; organisations add their tax number. The PDF is there to download. A refund is followed by a red invoice by itself.',
   '本系统电子发票规则'),
  ('autopay', 'payment', 'public', '{enquiry}', '{business}', '自动缴费 代扣 免密 解约',
   '自动缴费怎样开通和取消', 'Automatic payment: how to begin and end it',
   E'在“自动缴费”里选择钱包并在它的窗口里同意。扣款前会先通知您金额，只在07:00到22:00之间通知，扣款不会超过通知的金额。扣款失败会告诉您原因，并可立即自己缴费。随时可以在同一页面取消，和开通一样简单。',
   E'Choose the wallet under “Automatic payment” and agree in its own window. You are told the amount beforehand, between 07:00 and 22:00, and no more than that is debited. If it fails you are told why. It is ended on the same page at any time.',
   '本系统自动缴费规则；微信支付扣款前通知规定'),
  ('balance-words', 'payment', 'public', '{enquiry}', '{business}', '余额 预存 应交 区别',
   '应交、余额和预存有什么区别', 'Owed, balance and prepayment',
   E'“应交”是已经出账还没有付的电费。“余额”是多付或退回留在这一户的钱，下次出账自动抵扣。“预存”是您提前存入、准备付以后电费的钱。三个数字分开显示，不会混在一起。',
   E'“Owed” is what has been billed and not paid. “Balance” is money left over in the household, which pays the next bill. “Prepayment” is what you paid ahead for later bills. The three are shown apart.',
   '本系统账务规则'),
  ('late-fee', 'bill', 'public', '{enquiry,complaint}', '{business}', '违约金 滞纳金 逾期 罚款',
   '违约金怎样计算', 'How the late fee is worked out',
   E'违约金从到期日的次日起按天计算：居民每天为当日欠费的千分之一；其他用户当年欠费千分之二，跨年欠费千分之三。付清当天停止计算，总额四舍五入到分。账单里逐段列出天数、欠费和费率，并写明依据。违约金是否收取由供电公司核对现行《供电营业规则》后启用，以账单为准。',
   E'It counts for each day after the due day: one per mille of what is owed for residents; two per mille for others, three once the debt is carried over the year. It stops on the day of payment and is rounded once. The bill lists days, sums and rates with their source. Whether it is charged at all the utility decides after checking the rules in force; the bill is what counts.',
   '《供电营业规则》1996年版第九十八条；2024年版条文待核对'),
  ('dunning', 'bill', 'public', '{enquiry,complaint}', '{business,outage}', '欠费 催费 停电通知 欠费停电',
   '欠费后会发生什么', 'What happens when a bill is overdue',
   E'逾期第1、7、15天提醒。逾期超过30天且经催交仍未缴的，提前7天送达停电通知，停电前30分钟再次通知。节假日和前一天、寒冷天气、您正在申诉或投诉、有特殊需要的家庭，都不停电。付款后立即停止，已停电的自动安排恢复。一时困难请申请分期。',
   E'You are reminded on days 1, 7 and 15. When a bill is more than 30 days overdue, a notice comes seven days before supply is cut and a last call 30 minutes before. Nobody is cut off on holidays or their eve, in cold weather, while a complaint or claim is open, or with special needs. A payment stops it at once. In difficulty, ask for instalments.',
   '《电力供应与使用条例》第三十九条；本系统催费规则'),
  ('restore', 'bill', 'public', '{repair,enquiry,complaint}', '{outage,business}', '复电 欠费停电 缴清 多久来电',
   '缴清欠费后多久来电', 'When power comes back after a debt is paid',
   E'缴清后24小时内恢复供电，多数由远程自动完成，几分钟就好；远程不成功的，我们派人上门。如果没有恢复，请打电话，报户号和缴费编号。恢复前请关掉电热器具。',
   E'Within 24 hours of the debt being paid. Most are switched on from afar within minutes; where that fails somebody is sent. If it is not back, call with the account and payment numbers. Please switch off heaters beforehand.',
   '国家电网公司供电服务承诺（2011年修订）'),
  ('instalments', 'bill', 'public', '{enquiry}', '{business}', '分期 困难 缴不起 延期',
   '一时交不起电费，可以分期吗', 'I cannot pay at once: instalments',
   E'可以。请在“我要反映”里选“业务咨询”，或到营业厅、拨打热线申请分期。按期付款期间不停电，每期有三天宽限。错过一期后恢复正常催费流程，但不会立刻停电。',
   E'Yes. Ask in the hall, at a counter or by telephone. While the parts are paid in time nobody is cut off, and each has three days of grace. After a missed part the ordinary steps begin anew; supply is not cut at once.',
   '本系统分期规则'),
  ('special-needs', 'bill', 'public', '{enquiry}', '{service,outage}', '老人 病人 残疾 医疗设备 帮扶',
   '家里有老人、病人或医疗设备', 'Old or ill people, medical devices at home',
   E'请告诉我们，我们登记后：减少手续，可以上门办理，不因欠费自动停电，停电前优先通知。这类信息属于敏感个人信息，需要您单独同意，随时可以撤回。',
   E'Please tell us. Once it is noted there are fewer steps, visits at home, no automatic cut for a debt, and earlier notice of outages. This is sensitive personal data: we ask for separate consent, which may be withdrawn at any time.',
   '本系统特殊需要登记规则；《个人信息保护法》第二十八、二十九条'),
  ('estimated', 'bill', 'public', '{enquiry,complaint}', '{business}', '估算 抄表 估抄 账单不准',
   '为什么账单是估算的', 'Why a bill is estimated',
   E'抄表当天没有取到读数时按往期用量估算。实际读数到了以后，下一期账单多退少补。您也可以拍下电表读数在“我要反映”里发给我们，照片上的位置信息会被去掉。',
   E'Without a reading on the day we estimate from earlier use; the next bill puts it right. You may send a picture of the meter; the place stored in it is removed.',
   '本系统抄表与出账规则'),
  ('tiers', 'bill', 'public', '{enquiry}', '{business}', '阶梯电价 第二档 电价 档位 多少钱一度',
   '阶梯电价怎样算', 'How tiered prices work',
   E'居民电价按全年累计用量分档：用得越多，超出部分单价越高。以山东为例，第一档到2520度，第二档到4800度，第二档每度加0.05元，第三档加0.30元。每年1月1日重新累计。家里五口人以上可申请提高第一档。当前价格以“电价”页面公布的为准。',
   E'Prices for homes go by the use of the whole year: what is above a limit costs more. In Shandong the first tier goes up to 2,520 kWh and the second to 4,800; the second adds 0.05 yuan a kWh, the third 0.30. It begins anew on 1 January. Five people or more may apply for a larger first tier. What holds stands under “Tariffs”.',
   '鲁发改价格〔2019〕509号；以电价页面公布的现行价格为准'),
  ('peak-valley', 'bill', 'public', '{enquiry}', '{business}', '峰谷 分时 夜间 低谷 便宜',
   '峰谷电价适合我吗', 'Does time of use suit me',
   E'低谷用电便宜，高峰略贵。夜里充电、烧水、取暖的家庭常常划算。在“用电量”里可以用您自己过去的用量比较两种电价，算出差多少再决定。',
   E'Electricity is cheaper at night and a little dearer by day. It pays for homes that charge, heat water or heat at night. Under “Usage” your own past use is priced both ways, so that you see the difference first.',
   '本系统电价比较功能；现行电价文件'),
  ('account-number', 'account', 'public', '{enquiry,information}', '{business}', '户号 在哪里 查户号 绑定',
   '户号在哪里', 'Where the account number stands',
   E'纸质账单右上角。手边没有账单，可以在绑定户号时按地址或电表号查。为保护隐私，没有证明是您家之前，户名和地址只显示一部分。',
   E'At the top right of a paper bill. Without one, find it by address or meter number when you add a household. Until you prove that it is yours, name and address are shown in part.',
   '本系统绑定户号规则'),
  ('move-in', 'account', 'public', '{enquiry}', '{business}', '过户 搬家 新房 换户主 租房',
   '搬家、买房后怎样过户', 'Moving in: changing the holder',
   E'在“用电业务”里选“过户”，有一份身份证明就可以先提交，其余材料后补。原户主的电费结清到交接当天，您从当天的读数开始计费，看不到原户主的账单，原户主也看不到您的。',
   E'Choose the change of holder under “Services”; one proof of identity is enough to hand it in, the rest may follow. The former holder’s bill ends with the reading of that day and yours begins with it; neither sees the other’s.',
   '本系统过户规则（一证受理、容缺）'),
  ('new-supply', 'account', 'public', '{enquiry}', '{business}', '新装 报装 装表 通电 接电',
   '新装用电要多久', 'How long a new supply takes',
   E'居民全程不超过5个工作日。供电公司办理的环节：低压非居民不超过6个工作日，高压单电源22个、双电源32个工作日。您在“用电业务”里可以看到走到哪一步、谁负责、哪天办好；等您补材料的时间不计入。',
   E'Five working days in all for homes. What lies in our hands takes at most six working days for other low-voltage customers, 22 for high voltage from one source and 32 from two. You see each step, who has it and by when; days on which we wait for you do not count.',
   '国家电网公司供电服务“十项承诺”（2022年修订）'),
  ('ev-charger', 'account', 'public', '{enquiry}', '{business}', '充电桩 电动汽车 充电 装桩',
   '装充电桩需要什么', 'Supply for a car charger',
   E'需要身份证明、车位的产权或使用证明，以及物业同意安装的证明；材料可以后补。在“用电业务”里选“充电桩”。装好后单独计量，可以选择峰谷电价，夜里充电更便宜。',
   E'Proof of identity, of the parking space, and that the property manager agrees; papers may follow. Choose it under “Services”. It has a meter of its own, with time-of-use prices where charging at night is cheaper.',
   '本系统充电设施报装规则'),
  ('complaint-how', 'service', 'public', '{complaint,misconduct,enquiry}', '{service,business,outage,quality,grid}', '投诉 多久答复 态度不好 举报',
   '投诉后多久有答复', 'When a complaint is answered',
   E'24小时内联系您，4个工作日内处理，对外承诺5个工作日内答复；举报9个工作日。受理的人对您负责到底，您能看到他是谁。可以匿名：工作人员看不到您是谁，您仍能看到答复。不满意可以重新办理。',
   E'You are contacted within 24 hours and answered within four working days, five at most by our promise; reports of misconduct take nine. Whoever receives it answers for it to the end and you see who that is. It may be anonymous. If you are not satisfied it is opened again.',
   '国网淮安供电公司服务规定（2021）；本系统诉求规则'),
  ('five-disciplines', 'manual', 'staff', '{complaint,misconduct,opinion,suggestion}', '{service}', '五项修炼 看听笑说动 安抚 话术',
   '岗位手册：看听笑说动', 'Post manual: see, hear, smile, say, do',
   E'看：先看清户号、过往诉求和欠费情况，不让客户重复。\n听：听完再答，复述一遍客户的要求。\n笑：语气平和，客户激动时放慢语速。\n说：先致歉，再说明原因，最后说办法和时间，不推给别的部门。\n动：写明谁在何时做什么，做完再回电话。\n首问负责：受理的人负责到底，转办要写原因。',
   E'See: account, earlier cases and debts first, so that nobody has to repeat. Hear: to the end, and say back what is asked. Smile: calmly; slower when somebody is upset. Say: sorry first, then why, then what and by when; never another department. Do: write who does what by when, and call back when it is done. Whoever takes a case answers for it to the end.',
   '种子文件000、003：五项修炼；本系统首问负责规则'),
  ('manual-answer', 'manual', 'staff', '{complaint,enquiry,repair}', '{service,business,outage,quality,grid}', '答复 规范 属实 整改 模板',
   '岗位手册：怎样写答复', 'Post manual: how an answer is written',
   E'答复要有四样：客户问的是什么、查到了什么、已经做了什么、以后怎么办。投诉先电话联系并记录，再答复。属实的必须写原因、责任和整改措施。不写内部部门名称，不抄条文而不解释，不写客户的身份证号和完整电话。知识库里的文章可以插入，插入后要按客户的情况改写。',
   E'Four things: what was asked, what was found, what has been done, what happens next. Of a complaint, talk first and write it down. What is upheld needs cause, responsibility and remedy. No names of departments, no clauses without explanation, no identity or full telephone numbers. Articles may be inserted; fit them to the case.',
   '本系统诉求答复规则'),
  ('manual-misconduct', 'manual', 'staff', '{misconduct}', '{service}', '举报 保密 调查 匿名',
   '岗位手册：举报与匿名的处理', 'Post manual: misconduct and anonymity',
   E'举报一律保密：只有负责人、首问人和主管能看到。匿名的不得追查是谁，照片和录音里的位置、设备信息系统已去除，也不要从内容里推测。9个工作日内办结。查到属实的，由主管决定后续处理，并写整改措施。',
   E'Reports of misconduct are confidential: owner, first receiver and supervisors only. Nobody tries to find out who an anonymous person is; place and device are removed from pictures and recordings. Nine working days. What is upheld goes to the supervisor, with its remedy.',
   '国网淮安供电公司服务规定（2021）；本系统匿名与保密规则')
), articles AS (
  INSERT INTO knowledge_articles (code, section, audience) SELECT code, section, audience FROM given RETURNING id, code
)
INSERT INTO knowledge_versions (article_id, version, state, title_zh, title_en, body_zh, body_en, keywords, kinds, classes, source, valid_from,
    written_by, published_by, published_at, search)
  SELECT articles.id, 1, 'published', title_zh, title_en, body_zh, body_en, keywords, kinds::text[], classes::text[], source, '2024-06-01',
    'system', 'edition', clock_timestamp(), ''
    FROM given JOIN articles USING (code);
