<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>往来详情</source>
        <translation>The file in full</translation>
    </message>
    <message>
        <source>这个文件</source>
        <translation>This file</translation>
    </message>
    <message>
        <source>总行收到了什么，还缺什么</source>
        <translation>What head office has, and what is missing</translation>
    </message>
    <message>
        <source>本机，还缺什么</source>
        <translation>This PC, and what is missing</translation>
    </message>
    <message>
        <source>撤销这次导入</source>
        <translation>Undo this import</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>序号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>校验码</source>
        <translation>Checksum</translation>
    </message>
    <message>
        <source>中间缺记录的电脑</source>
        <translation>PCs with records missing</translation>
    </message>
    <message>
        <source>整盘复制的电脑</source>
        <translation>Cloned PCs</translation>
    </message>
    <message>
        <source>时间快的电脑</source>
        <translation>PCs with fast clocks</translation>
    </message>
    <message>
        <source>{count} 台</source>
        <translation>{count}</translation>
    </message>
    <message>
        <source>生成第一份下发包时才有</source>
        <translation>Made with the first pack</translation>
    </message>
    <message>
        <source>电脑 {replica} 的第 {first} 到 {last} 条；下一份下发包会请网点补上</source>
        <translation>Numbers {first} to {last} of PC {replica}; the next pack asks the branch for them</translation>
    </message>
    <message>
        <source>本机 {written:,} 条里的 {got:,} 条（第 {pack} 号下发包说的）</source>
        <translation>{got:,} of this PC&apos;s {written:,} records (as pack no. {pack} says)</translation>
    </message>
    <message>
        <source>还没收过下发包；本机有 {written:,} 条，上报时全带上</source>
        <translation>No pack came yet; all {written:,} records of this PC go with the report</translation>
    </message>
    <message>
        <source>总行已收到</source>
        <translation>Head office has</translation>
    </message>
    <message>
        <source>下次带上</source>
        <translation>Goes next time</translation>
    </message>
    <message>
        <source>{count} 条</source>
        <translation>{count} records</translation>
    </message>
    <message>
        <source>之后交的</source>
        <translation>Sent since</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>本机钥匙指纹</source>
        <translation>Fingerprint of this PC&apos;s key</translation>
    </message>
    <message>
        <source>还缺</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>什么都不缺</source>
        <translation>Nothing</translation>
    </message>
    <message>
        <source>电脑 {replica} 的第 {first} 到 {last} 条；请它再做一次交接包</source>
        <translation>Nos. {first} to {last} of PC {replica}; ask it for another handover</translation>
    </message>
    <message>
        <source>另外还有 {count} 段</source>
        <translation>{count} more</translation>
    </message>
</context>
<context>
    <name>Absence</name>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>哪几天</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>谁代班</source>
        <translation>Stands in</translation>
    </message>
    <message>
        <source>没指定，交给负责人</source>
        <translation>Nobody: the lead</translation>
    </message>
</context>
<context>
    <name>AbsenceDialog</name>
    <message>
        <source>客户和群的任务交给代班人，回来后自动回到本人名下；柜台上的事不排</source>
        <translation>Tasks with customers and groups go to the substitute and come back by themselves; nothing is planned at the counter</translation>
    </message>
    <message>
        <source>请假和代班</source>
        <translation>Leave and substitutes</translation>
    </message>
    <message>
        <source>已登记的离岗</source>
        <translation>Absences</translation>
    </message>
    <message>
        <source>回来了</source>
        <translation>Is back</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>谁代班</source>
        <translation>Stands in</translation>
    </message>
    <message>
        <source>从哪天</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到哪天（含）</source>
        <translation>To, included</translation>
    </message>
    <message>
        <source>没指定，交给负责人</source>
        <translation>Nobody: the lead</translation>
    </message>
</context>
<context>
    <name>ActivitiesView</name>
    <message>
        <source>活动列表</source>
        <translation>List of activities</translation>
    </message>
    <message>
        <source>还没有活动</source>
        <translation>No activities yet</translation>
    </message>
    <message>
        <source>总行下发后，这里就有</source>
        <translation>They are here once head office has sent them</translation>
    </message>
    <message>
        <source>活动</source>
        <translation>Activity</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>办过</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>参与人次</source>
        <translation>Taking part</translation>
    </message>
    <message>
        <source>好做法</source>
        <translation>Good practice</translation>
    </message>
    <message>
        <source>推荐给总行</source>
        <translation>Commend to head office</translation>
    </message>
    <message>
        <source>收进活动库</source>
        <translation>Take into the library</translation>
    </message>
    <message>
        <source>选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>把推荐的活动收进活动库</source>
        <translation>Take the commended activity into the library</translation>
    </message>
    <message>
        <source>把活动推荐给总行</source>
        <translation>Commend the activity to head office</translation>
    </message>
    <message>
        <source>{kind}，{count} 题，{minutes} 分钟</source>
        <translation>{kind}, {count} questions, {minutes} minutes</translation>
    </message>
    <message>
        <source>效果：{words}</source>
        <translation>What came of it: {words}</translation>
    </message>
    <message>
        <source>网点好做法，{words}</source>
        <translation>Good practice of a branch, {words}</translation>
    </message>
    <message>
        <source>不再推荐</source>
        <translation>No longer commend</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>猜字谜</source>
        <translation>Character riddles</translation>
    </message>
    <message>
        <source>猜拼音</source>
        <translation>Guess the pinyin</translation>
    </message>
    <message>
        <source>灯谜</source>
        <translation>Lantern riddles</translation>
    </message>
    <message>
        <source>看图猜成语</source>
        <translation>Picture idioms</translation>
    </message>
    <message>
        <source>成语补字</source>
        <translation>Fill the idiom</translation>
    </message>
    <message>
        <source>金融知识</source>
        <translation>Finance facts</translation>
    </message>
    <message>
        <source>反诈判断</source>
        <translation>Spot the fraud</translation>
    </message>
    <message>
        <source>猜骰子</source>
        <translation>Guess the dice</translation>
    </message>
    <message>
        <source>接龙</source>
        <translation>Word chain</translation>
    </message>
    <message>
        <source>晒图</source>
        <translation>Show a picture</translation>
    </message>
    <message>
        <source>投票</source>
        <translation>Vote</translation>
    </message>
    <message>
        <source>半日专场</source>
        <translation>Half-day event</translation>
    </message>
    <message>
        <source>人人有份</source>
        <translation>Everybody wins</translation>
    </message>
    <message>
        <source>预热通知</source>
        <translation>Warm-up notice</translation>
    </message>
    <message>
        <source>开场，讲规则</source>
        <translation>Opening, rules</translation>
    </message>
    <message>
        <source>产品插播</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>公布获奖，发奖</source>
        <translation>Winners, rewards</translation>
    </message>
    <message>
        <source>收尾，登记效果</source>
        <translation>Close, record</translation>
    </message>
    <message>
        <source>第 {number} 题</source>
        <translation>Round {number}</translation>
    </message>
    <message>
        <source>开场</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>题目</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>倒计时提醒</source>
        <translation>Countdown</translation>
    </message>
    <message>
        <source>公布答案</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>公布获奖</source>
        <translation>Winners</translation>
    </message>
</context>
<context>
    <name>ActivityPicker</name>
    <message>
        <source>在“{group}”办一场活动</source>
        <translation>Hold an activity in “{group}”</translation>
    </message>
    <message>
        <source>搜活动、主题、题目</source>
        <translation>Search name, theme, question</translation>
    </message>
    <message>
        <source>活动库</source>
        <translation>Activity library</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>几点开始（今天）</source>
        <translation>Start (today)</translation>
    </message>
    <message>
        <source>{kind}，{minutes} 分钟，预算 {yuan} 元，插播{product}</source>
        <translation>{kind}, {minutes} min, budget {yuan} yuan, product {product}</translation>
    </message>
    <message>
        <source>进度都在，接着办</source>
        <translation>All progress is kept: go on</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>写成 15:00 这样</source>
        <translation>Write it like 15:00</translation>
    </message>
</context>
<context>
    <name>ActivityRunner</name>
    <message>
        <source>群活动</source>
        <translation>Group activity</translation>
    </message>
    <message>
        <source>流程</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>本机已保存 {time}</source>
        <translation>Saved here {time}</translation>
    </message>
    <message>
        <source>数据只在本机</source>
        <translation>Data stay on this PC</translation>
    </message>
    <message>
        <source>先登记得奖的人</source>
        <translation>Register the winner first</translation>
    </message>
    <message>
        <source>用 ↑ ↓ 选，按 ↵ 登记，再复制公布答案</source>
        <translation>Choose with ↑ ↓, register with ↵, then copy the announcement</translation>
    </message>
    <message>
        <source>要提前公布，再按一次 {number}</source>
        <translation>To announce early, press {number} again</translation>
    </message>
    <message>
        <source>剪贴板被占用，再按一次 {number}</source>
        <translation>The clipboard is busy: press {number} again</translation>
    </message>
    <message>
        <source>剪贴板是空的</source>
        <translation>The clipboard is empty</translation>
    </message>
    <message>
        <source>在企业微信里选中这段聊天，复制，再按 Ctrl V</source>
        <translation>Select this chat in WeCom, copy it, then press Ctrl V</translation>
    </message>
    <message>
        <source>没认出答案，手工加人数</source>
        <translation>No answer found: add people by hand</translation>
    </message>
    <message>
        <source>认出 {count} 位的作答，{talk} 条是闲聊</source>
        <translation>{count} answers read, {talk} lines were talk</translation>
    </message>
    <message>
        <source>没看懂 {count} 处：{odd}</source>
        <translation>{count} not understood: {odd}</translation>
    </message>
    <message>
        <source>还有 {time} 才公布，让别人也答</source>
        <translation>{time} until the announcement: let others answer</translation>
    </message>
    <message>
        <source>要提前公布，再按一次 →</source>
        <translation>press → again to announce now</translation>
    </message>
    <message>
        <source>还没到收尾，真的提前结束？</source>
        <translation>Not at the close yet: really end it?</translation>
    </message>
    <message>
        <source>再按一次 E，已有的结果照样登记</source>
        <translation>Press E again; what is there is recorded</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>约 {count} 位的下一步</source>
        <translation>Next step of {count} contacts</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>输入手机号或姓名</source>
        <translation>Type a phone number or name</translation>
    </message>
    <message>
        <source>没留号码的，按 F7 只计 1 人</source>
        <translation>No number left? F7 only counts 1 person</translation>
    </message>
    <message>
        <source>Ctrl Z 撤销；下一位请直接输手机号</source>
        <translation>Ctrl Z undoes it; type the next number</translation>
    </message>
    <message>
        <source>还差 {count} 位</source>
        <translation>{count} digits to go</translation>
    </message>
    <message>
        <source>也可以输姓名首字母，找已有的客户</source>
        <translation>Or type initials to find a contact</translation>
    </message>
    <message>
        <source>没找到</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>换个写法，或者输手机号登记新客户</source>
        <translation>Spell it differently, or type a number for a new one</translation>
    </message>
    <message>
        <source>在查是不是已有客户</source>
        <translation>Checking whether the contact is known</translation>
    </message>
    <message>
        <source>Ctrl Alt N 被别的程序占用了</source>
        <translation>Another program has Ctrl Alt N</translation>
    </message>
    <message>
        <source>仍可在台卡里按 Ctrl N；关掉占用的程序后再开</source>
        <translation>Ctrl N still works in Taika; close the other program and switch it on again</translation>
    </message>
    <message>
        <source>客户没加：只计 1 人，不留号码</source>
        <translation>Declined: only one is counted, no number kept</translation>
    </message>
    <message>
        <source>客户已同意，回车保存</source>
        <translation>Customer agreed; Enter saves</translation>
    </message>
    <message>
        <source>问过客户再按 0 勾同意；不勾只计 1 人，不留号码</source>
        <translation>Ask, then press 0 for consent; without it only a count is kept</translation>
    </message>
    <message>
        <source>新客户，可以登记</source>
        <translation>New contact, go ahead</translation>
    </message>
    <message>
        <source>新客户，在“{campaign}”名单里</source>
        <translation>New, and invited to “{campaign}”</translation>
    </message>
    <message>
        <source>归{branch} {staff}。</source>
        <translation>For {branch} {staff}. </translation>
    </message>
    <message>
        <source>名单的密钥没到，先按新客户登记</source>
        <translation>The key of the list of leads is missing: register as new</translation>
    </message>
    <message>
        <source>已是客户，归属 {owner}</source>
        <translation>Already ours, owner {owner}</translation>
    </message>
    <message>
        <source>{name} {phone}，共 {count} 人匹配</source>
        <translation>{name} {phone}, {count} match</translation>
    </message>
    <message>
        <source>{name} {phone}，第 {at} / {count} 人，↑↓ 换</source>
        <translation>{name} {phone}, {at} of {count}, ↑↓ for others</translation>
    </message>
    <message>
        <source>{name} {phone}，别的网点的：只能记到访，不能改归属</source>
        <translation>{name} {phone}, of another branch: log a visit only, the owner stays</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>What it comes to</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>可以登记</source>
        <translation>Can be registered</translation>
    </message>
    <message>
        <source>已是客户</source>
        <translation>Ours already</translation>
    </message>
    <message>
        <source>重复</source>
        <translation>Twice</translation>
    </message>
    <message>
        <source>不对</source>
        <translation>Wrong</translation>
    </message>
    <message>
        <source>没同意，只计数</source>
        <translation>No consent, counted only</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <source>选人选版式</source>
        <translation>People and templates</translation>
    </message>
    <message>
        <source>全部员工</source>
        <translation>Everybody</translation>
    </message>
    <message>
        <source>全部版式</source>
        <translation>All templates</translation>
    </message>
    <message>
        <source>已出的件</source>
        <translation>Pieces made</translation>
    </message>
    <message>
        <source>每件一个 PDF</source>
        <translation>A PDF each</translation>
    </message>
    <message>
        <source>合成一个 PDF</source>
        <translation>One PDF</translation>
    </message>
    <message>
        <source>每件一张 PNG</source>
        <translation>A PNG each</translation>
    </message>
    <message>
        <source>出成什么</source>
        <translation>Made into</translation>
    </message>
    <message>
        <source>附一份总览</source>
        <translation>With an overview</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>停下</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>还没有活码、这次不出：{names}</source>
        <translation>Without a code, not made: {names}</translation>
    </message>
    <message>
        <source>{people} 人 × {kinds} 种 = {n} 张</source>
        <translation>{people} people × {kinds} kinds = {n}</translation>
    </message>
    <message>
        <source>出图 {n} 张</source>
        <translation>Make {n}</translation>
    </message>
    <message>
        <source>没有通过</source>
        <translation>Not passed</translation>
    </message>
    <message>
        <source>停在第 {n} 张</source>
        <translation>Stopped at {n}</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>出了 {n} 张，在 {place}</source>
        <translation>{n} made, in {place}</translation>
    </message>
    <message>
        <source>（其中 {n} 张早已出好）</source>
        <translation> ({n} were there already)</translation>
    </message>
    <message>
        <source>存到哪个文件夹</source>
        <translation>Folder to write to</translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message>
        <source>一行一位：姓名、手机、备注，顺序随便。重复的和已是客户的会标出来，不会再登记</source>
        <translation>A line for each: name, phone, remark, in any order. Whoever stands twice or is ours already is marked and not registered again</translation>
    </message>
    <message>
        <source>进场名单登记</source>
        <translation>List of a company visit</translation>
    </message>
    <message>
        <source>例如：江海重工</source>
        <translation>Such as: Jianghai Heavy Industry</translation>
    </message>
    <message>
        <source>刘芳 13588142067 会计</source>
        <translation>Liu Fang 13588142067 accounts</translation>
    </message>
    <message>
        <source>本人签过</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>当面说过</source>
        <translation>Said so</translation>
    </message>
    <message>
        <source>单位统一收的</source>
        <translation>By employer</translation>
    </message>
    <message>
        <source>请选</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>名单的结果</source>
        <translation>What the lines come to</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Company</translation>
    </message>
    <message>
        <source>名单</source>
        <translation>List</translation>
    </message>
    <message>
        <source>凭什么登记（← →）</source>
        <translation>On what basis (← →)</translation>
    </message>
    <message>
        <source>导出带去的表</source>
        <translation>Sheet to take along</translation>
    </message>
    <message>
        <source>收回填好的表</source>
        <translation>Take the sheet in</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>登记 {count} 位</source>
        <translation>Register {count}</translation>
    </message>
    <message>
        <source>{new} 位可以登记，{ours} 位已是客户，{double} 行重复，{wrong} 行不对</source>
        <translation>{new} can be registered, {ours} are ours already, {double} stand twice, {wrong} are wrong</translation>
    </message>
    <message>
        <source>{told}。先选凭什么登记</source>
        <translation>{told}. Choose the basis first</translation>
    </message>
    <message>
        <source>粘贴或写下名单；也可以先导出表带去，填好再收回</source>
        <translation>Paste or type the list; or take a sheet along and take it in once it is filled</translation>
    </message>
    <message>
        <source>进场登记_{company}.xlsx</source>
        <translation>visit_{company}.xlsx</translation>
    </message>
    <message>
        <source>Excel 文件 (*.xlsx)</source>
        <translation>Excel files (*.xlsx)</translation>
    </message>
    <message>
        <source>表在 {file}，填好后按 Ctrl O 收回</source>
        <translation>The sheet is {file}; take it in with Ctrl O once it is filled</translation>
    </message>
    <message>
        <source>Excel 文件 (*.xlsx *.xls)</source>
        <translation>Excel files (*.xlsx *.xls)</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>把“{title}”交给谁？</source>
        <translation>Who takes “{title}”?</translation>
    </message>
    <message>
        <source>今天在岗的同事；任务连同话术一起过去，Ctrl Z 可以收回</source>
        <translation>Colleagues who are there today; the task goes with its words, Ctrl Z takes it back</translation>
    </message>
    <message>
        <source>交给</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>{day}有 {count} 项没做</source>
        <translation>{day}: {count} tasks left over</translation>
    </message>
    <message>
        <source>补到今天</source>
        <translation>Do them today</translation>
    </message>
    <message>
        <source>写原因，跳过</source>
        <translation>Skip, with a reason</translation>
    </message>
    <message>
        <source>就这样</source>
        <translation>Let them be</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>BranchDialog</name>
    <message>
        <source>发给哪些网点</source>
        <translation>For which branches</translation>
    </message>
    <message>
        <source>按空格或点一下选中，Ctrl A 选中筛出的全部；一个都不选，就发给全部网点。</source>
        <translation>Space or a click ticks, Ctrl A ticks all that the filter leaves; with none ticked it goes to all branches.</translation>
    </message>
    <message>
        <source>筛选：网点、上级</source>
        <translation>Filter: branch, what it belongs to</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>就发给这些</source>
        <translation>For these</translation>
    </message>
    <message>
        <source>选了 {count} 个</source>
        <translation>{count} chosen</translation>
    </message>
    <message>
        <source>发给全部网点</source>
        <translation>For all branches</translation>
    </message>
</context>
<context>
    <name>Brand</name>
    <message>
        <source>台卡</source>
        <translation>Taika</translation>
    </message>
    <message>
        <source>网点私域工作台</source>
        <translation>The branch&apos;s workbench for its own customers</translation>
    </message>
</context>
<context>
    <name>Campaigns</name>
    <message>
        <source>活动</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>到哪天</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>名单</source>
        <translation>Leads</translation>
    </message>
    <message>
        <source>已添加</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>接住率</source>
        <translation>Added, share</translation>
    </message>
    <message>
        <source>已联系</source>
        <translation>Contacted</translation>
    </message>
    <message>
        <source>几天联系上</source>
        <translation>Days to contact</translation>
    </message>
    <message>
        <source>奖品数</source>
        <translation>Prizes</translation>
    </message>
    <message>
        <source>每位成本（元）</source>
        <translation>Cost each (yuan)</translation>
    </message>
    <message>
        <source>白名单里分给它的客户数</source>
        <translation>Customers of the whitelist that were allotted to it</translation>
    </message>
    <message>
        <source>名单里已经是这个网点客户的，按手机号的加密指纹认</source>
        <translation>Leads that this branch holds as contacts, recognised by the keyed hash of the phone</translation>
    </message>
    <message>
        <source>已添加 ÷ 名单</source>
        <translation>added ÷ leads</translation>
    </message>
    <message>
        <source>活动开始后发过消息、打过电话或见过面的</source>
        <translation>Leads that were written to, called or met since the campaign began</translation>
    </message>
    <message>
        <source>从活动开始到第一次联系的平均天数</source>
        <translation>Mean of the days from the campaign&apos;s start to the first contact</translation>
    </message>
    <message>
        <source>抽中的奖品</source>
        <translation>Prizes that were drawn</translation>
    </message>
    <message>
        <source>奖品金额 ÷ 已添加</source>
        <translation>value of the prizes ÷ added</translation>
    </message>
    <message>
        <source>营销活动</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>还没有营销活动：在“同步”的编辑表里写好，再收白名单</source>
        <translation>No campaigns yet: write them in the editing sheets under Sync, then take in the leads</translation>
    </message>
</context>
<context>
    <name>CaptureFrame</name>
    <message>
        <source>快速登记</source>
        <translation>Quick add</translation>
    </message>
    <message>
        <source>总在最前</source>
        <translation>Always on top</translation>
    </message>
    <message>
        <source>在任何程序里按 Ctrl Alt N 打开</source>
        <translation>Open from any program with Ctrl Alt N</translation>
    </message>
    <message>
        <source>收起 Esc</source>
        <translation>Hide Esc</translation>
    </message>
    <message>
        <source>放大给客户扫</source>
        <translation>Show it large</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Hide</translation>
    </message>
</context>
<context>
    <name>ChangePasswordDialog</name>
    <message>
        <source>修改密码</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>密码丢了，谁也打不开这份数据：请记牢，或按行里规定保管一份</source>
        <translation>Without the password nobody can open the data: remember it, or keep a copy as your bank&apos;s rules say</translation>
    </message>
    <message>
        <source>现在的密码</source>
        <translation>Current password</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>至少 {count} 个字</source>
        <translation>At least {count} characters</translation>
    </message>
    <message>
        <source>再输一次新密码</source>
        <translation>New password again</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>这里要填</source>
        <translation>Please fill this in</translation>
    </message>
    <message>
        <source>密码太短，至少 {count} 个字</source>
        <translation>Too short: at least {count} characters</translation>
    </message>
    <message>
        <source>两次输入的不一样</source>
        <translation>The two entries differ</translation>
    </message>
    <message>
        <source>密码改好了，下次打开用新密码</source>
        <translation>The password is changed: use the new one at the next start</translation>
    </message>
</context>
<context>
    <name>Channel</name>
    <message>
        <source>手机银行</source>
        <translation>Mobile app</translation>
    </message>
    <message>
        <source>公众号</source>
        <translation>Official acct</translation>
    </message>
    <message>
        <source>视频号</source>
        <translation>Short video</translation>
    </message>
    <message>
        <source>网点厅堂</source>
        <translation>Branch lobby</translation>
    </message>
    <message>
        <source>当面介绍</source>
        <translation>In person</translation>
    </message>
    <message>
        <source>线上场景</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>企业进场</source>
        <translation>Company visit</translation>
    </message>
    <message>
        <source>客户群</source>
        <translation>Group chat</translation>
    </message>
    <message>
        <source>老客转介</source>
        <translation>Referred</translation>
    </message>
    <message>
        <source>获客链接</source>
        <translation>Acquisition link</translation>
    </message>
    <message>
        <source>来源不明</source>
        <translation>Unknown</translation>
    </message>
</context>
<context>
    <name>ChannelBars</name>
    <message>
        <source>这段时间还没有新增</source>
        <translation>No adds in this period</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>结果：{result} F6</source>
        <translation>Outcome: {result} F6</translation>
    </message>
    <message>
        <source>已加上</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>等通过</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>早就加了</source>
        <translation>Friend before</translation>
    </message>
    <message>
        <source>没加</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>不约</source>
        <translation>None</translation>
    </message>
    <message>
        <source>明天 D1 绑卡</source>
        <translation>Tomorrow: D1 card</translation>
    </message>
    <message>
        <source>三天后 D3 首次权益</source>
        <translation>3 days: D3 benefit</translation>
    </message>
    <message>
        <source>一周后 D7 聊需求</source>
        <translation>A week: D7 talk</translation>
    </message>
    <message>
        <source>D1 绑卡</source>
        <translation>D1 card</translation>
    </message>
    <message>
        <source>D3 首次权益</source>
        <translation>D3 benefit</translation>
    </message>
    <message>
        <source>D7 聊需求</source>
        <translation>D7 talk</translation>
    </message>
    <message>
        <source>从哪里来？</source>
        <translation>From where?</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
</context>
<context>
    <name>CodeIntake</name>
    <message>
        <source>选二维码图片</source>
        <translation>Choose QR pictures</translation>
    </message>
    <message>
        <source>选放二维码图片的文件夹</source>
        <translation>Choose the folder with the QR pictures</translation>
    </message>
</context>
<context>
    <name>CodeLine</name>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>链接</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>叫什么</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>物料</source>
        <translation>Material</translation>
    </message>
    <message>
        <source>有效期至</source>
        <translation>Valid until</translation>
    </message>
</context>
<context>
    <name>Codeless</name>
    <message>
        <source>在企业微信“工作台 → 联系我”里保存二维码图片，拖到这里，或粘贴链接。拖一个文件夹，就按姓名对上全网点的人。</source>
        <translation>Save the QR picture in WeCom under “Workbench → Contact me” and drop it here; a link can be pasted; a folder of pictures is matched to everybody in the branch by name.</translation>
    </message>
    <message>
        <source>选图片…</source>
        <translation>Choose picture…</translation>
    </message>
    <message>
        <source>粘贴</source>
        <translation>Paste</translation>
    </message>
    <message>
        <source>选文件夹…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>{name}还没有活码，去登记</source>
        <translation>{name} has no QR code yet</translation>
    </message>
</context>
<context>
    <name>ColumnsStep</name>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>表头</source>
        <translation>Heading</translation>
    </message>
    <message>
        <source>内容举例</source>
        <translation>Examples</translation>
    </message>
    <message>
        <source>当作</source>
        <translation>Taken in as</translation>
    </message>
    <message>
        <source>怎么认的</source>
        <translation>Found by</translation>
    </message>
    <message>
        <source>每一列当作什么</source>
        <translation>What each column is taken in as</translation>
    </message>
    <message>
        <source>表里没有归属的，都归</source>
        <translation>Rows without an owner belong to</translation>
    </message>
    <message>
        <source>还没选</source>
        <translation>Not chosen yet</translation>
    </message>
    <message>
        <source>还缺：{names}。选一列按 F2 指定</source>
        <translation>Still missing: {names}. Choose a column and press F2</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>CommendDialog</name>
    <message>
        <source>它会随下一份上报表到总行；总行收下后，随下发包到各网点</source>
        <translation>It goes to head office with the next report; once taken up, packs bring it to every branch</translation>
    </message>
    <message>
        <source>把“{title}”推荐给总行</source>
        <translation>Commend “{title}” to head office</translation>
    </message>
    <message>
        <source>例如：三天约来 12 位到店</source>
        <translation>e.g. 12 visits arranged in three days</translation>
    </message>
    <message>
        <source>效果怎么样</source>
        <translation>What came of it</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>推荐</source>
        <translation>Commend</translation>
    </message>
    <message>
        <source>写一句效果，总行好判断</source>
        <translation>One line on the result helps head office judge</translation>
    </message>
</context>
<context>
    <name>ConditionBar</name>
    <message>
        <source>显示左边的条件</source>
        <translation>Show the filters on the left</translation>
    </message>
    <message>
        <source>加条件</source>
        <translation>Add filter</translation>
    </message>
    <message>
        <source>存为筛选</source>
        <translation>Keep filter</translation>
    </message>
    <message>
        <source>存为筛选 Ctrl S</source>
        <translation>Keep as a filter Ctrl S</translation>
    </message>
    <message>
        <source>显示哪些列</source>
        <translation>Columns to show</translation>
    </message>
    <message>
        <source>导出选中的（没选就全部）Ctrl E</source>
        <translation>Export what is marked (or all) Ctrl E</translation>
    </message>
    <message>
        <source>代班：今天任务里的客户</source>
        <translation>Standing in: customers of today&apos;s tasks</translation>
    </message>
    <message>
        <source>{title}：{values}</source>
        <translation>{title}: {values}</translation>
    </message>
    <message>
        <source>没有标签</source>
        <translation>No tags</translation>
    </message>
    <message>
        <source>{days} 天内添加</source>
        <translation>Added in {days} days</translation>
    </message>
    <message>
        <source>已选 {marked} / {total} 位</source>
        <translation>{marked} of {total} marked</translation>
    </message>
    <message>
        <source>{total} 位</source>
        <translation>{total} contacts</translation>
    </message>
    <message>
        <source>去掉这个条件</source>
        <translation>Remove this filter</translation>
    </message>
    <message>
        <source>阶段：{values}</source>
        <translation>Stage: {values}</translation>
    </message>
    <message>
        <source>周期：{values}</source>
        <translation>Lifecycle: {values}</translation>
    </message>
    <message>
        <source>有效性：{values}</source>
        <translation>Validity: {values}</translation>
    </message>
    <message>
        <source>标签：{values}</source>
        <translation>Tags: {values}</translation>
    </message>
    <message>
        <source>不含：{values}</source>
        <translation>Without: {values}</translation>
    </message>
    <message>
        <source>来源：{values}</source>
        <translation>Source: {values}</translation>
    </message>
    <message>
        <source>归属：{values}</source>
        <translation>Owner: {values}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source> 或 </source>
        <translation> or </translation>
    </message>
    <message>
        <source>含“{words}”</source>
        <translation>holds “{words}”</translation>
    </message>
    <message>
        <source>没填</source>
        <translation>empty</translation>
    </message>
</context>
<context>
    <name>ConditionDialog</name>
    <message>
        <source>加条件</source>
        <translation>Add filter</translation>
    </message>
    <message>
        <source>同一行里选几个，符合其一就算；标签点一下是“有”，再点是“不含”</source>
        <translation>Several in a row: any of them counts. A tag: click for “has”, click again for “without”</translation>
    </message>
    <message>
        <source>标签全部符合</source>
        <translation>All of the tags</translation>
    </message>
    <message>
        <source>标签符合其一</source>
        <translation>Any of the tags</translation>
    </message>
    <message>
        <source>几个标签怎么算</source>
        <translation>How several tags count</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>就看这些</source>
        <translation>Show these</translation>
    </message>
    <message>
        <source>不含 {name}</source>
        <translation>Without {name}</translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>两台电脑各改了同一处，互相没看到对方的改法。现在显示的是后改的那个；请定一个。</source>
        <translation>Two PCs changed the same value without seeing each other. The later one shows now; choose one.</translation>
    </message>
    <message>
        <source>两边改得不一样</source>
        <translation>Set differently</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>谁的</source>
        <translation>Whose</translation>
    </message>
    <message>
        <source>哪一项</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>1 现在显示的</source>
        <translation>1 Shows now</translation>
    </message>
    <message>
        <source>2 另一个</source>
        <translation>2 The other</translation>
    </message>
    <message>
        <source>不一致的地方</source>
        <translation>Differences</translation>
    </message>
    <message>
        <source>筛选：客户、哪一项、值、谁改的、文件</source>
        <translation>Filter: customer, field, value, who, file</translation>
    </message>
    <message>
        <source>全部用本机的</source>
        <translation>This PC&apos;s for all</translation>
    </message>
    <message>
        <source>全部用现在的</source>
        <translation>Keep all</translation>
    </message>
    <message>
        <source>用现在的</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>换成另一个</source>
        <translation>Take the other</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>还有 {count} 处</source>
        <translation>{count} left</translation>
    </message>
    <message>
        <source>都定好了</source>
        <translation>All settled</translation>
    </message>
    <message>
        <source>{left}，筛出 {count} 处</source>
        <translation>{left}, {count} shown</translation>
    </message>
    <message>
        <source>现在的</source>
        <translation>Showing now</translation>
    </message>
    <message>
        <source>另一个</source>
        <translation>The other</translation>
    </message>
    <message>
        <source>在本机改的</source>
        <translation>changed on this PC</translation>
    </message>
    <message>
        <source>别的电脑</source>
        <translation>Another PC</translation>
    </message>
    <message>
        <source>{number} 用：{value}</source>
        <translation>{number} uses: {value}</translation>
    </message>
</context>
<context>
    <name>Consolidation</name>
    <message>
        <source>被改动</source>
        <translation>Altered</translation>
    </message>
    <message>
        <source>复制盘</source>
        <translation>Cloned disk</translation>
    </message>
    <message>
        <source>缺一段</source>
        <translation>Gap</translation>
    </message>
    <message>
        <source>客户 {contacts}，互动 {interactions}</source>
        <translation>Contacts: {contacts}, interactions: {interactions}</translation>
    </message>
    <message>
        <source>收到的文件</source>
        <translation>Files received</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>已并入</source>
        <translation>Merged</translation>
    </message>
    <message>
        <source>没有新内容</source>
        <translation>Nothing new</translation>
    </message>
    <message>
        <source>重复</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>过期</source>
        <translation>Out of date</translation>
    </message>
    <message>
        <source>拒收</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>还没处理</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>每秒 {rate} 份，还要约 {count} 秒</source>
        <translation>{rate} files/s, about {count} s left</translation>
    </message>
    <message>
        <source>每秒 {rate} 份，还要约 {count} 分钟</source>
        <translation>{rate} files/s, about {count} min left</translation>
    </message>
    <message>
        <source>您的另一台电脑</source>
        <translation>Your other PC</translation>
    </message>
    <message>
        <source>一位同事</source>
        <translation>A colleague</translation>
    </message>
    <message>
        <source>{name}正在汇总，{done}/{total} 份</source>
        <translation>{name} is consolidating, {done}/{total}</translation>
    </message>
</context>
<context>
    <name>ContactPanel</name>
    <message>
        <source>没有选中客户</source>
        <translation>No contact selected</translation>
    </message>
    <message>
        <source>按 ↑↓ 选一位</source>
        <translation>Press ↑↓ to choose one</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>复制这一行（手机号打码）</source>
        <translation>Copy this row (phone masked)</translation>
    </message>
    <message>
        <source>记互动</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>约跟进</source>
        <translation>Follow up</translation>
    </message>
    <message>
        <source>话术</source>
        <translation>Script</translation>
    </message>
    <message>
        <source>改 5</source>
        <translation>Change 5</translation>
    </message>
    <message>
        <source>改周期 5</source>
        <translation>Change the lifecycle 5</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>做完了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>改期</source>
        <translation>Put off</translation>
    </message>
    <message>
        <source>资料</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>改 E</source>
        <translation>Edit E</translation>
    </message>
    <message>
        <source>互动记录</source>
        <translation>History</translation>
    </message>
    <message>
        <source>还没有记录，按 R 记第一条</source>
        <translation>Nothing yet; press R to log the first</translation>
    </message>
    <message>
        <source>代班：只因今天的任务看得到，{name}回来就看不到了</source>
        <translation>Standing in: open for today&apos;s task only, until {name} is back</translation>
    </message>
    <message>
        <source>周期改回按记录推算</source>
        <translation>Lifecycle by the records again</translation>
    </message>
    <message>
        <source>全部 {count} 条</source>
        <translation>All {count}</translation>
    </message>
    <message>
        <source>没有这类记录</source>
        <translation>None of this kind</translation>
    </message>
    <message>
        <source>百日 D{day}</source>
        <translation>Day {day} of 100</translation>
    </message>
    <message>
        <source>没有手机号</source>
        <translation>No phone number</translation>
    </message>
    <message>
        <source>归属 {name}</source>
        <translation>Owner {name}</translation>
    </message>
    <message>
        <source>{date} {who} 手工改为{stage}：{reason}，停留 {days} 天</source>
        <translation>{date} set to {stage} by {who}: {reason}; {days} days</translation>
    </message>
    <message>
        <source>{date} {event}后进入，停留 {days} 天</source>
        <translation>{date} after: {event}; {days} days</translation>
    </message>
    <message>
        <source>{kind}“{text}”</source>
        <translation>{kind} “{text}”</translation>
    </message>
    <message>
        <source>{date} 进入，停留 {days} 天</source>
        <translation>Since {date}, {days} days</translation>
    </message>
    <message>
        <source>，{date} 改回</source>
        <translation>; until {date}</translation>
    </message>
    <message>
        <source>还没约下一步，按 F 约一个</source>
        <translation>No next step yet; press F to plan one</translation>
    </message>
    <message>
        <source>生日 {date}（{days}）</source>
        <translation>Birthday {date} ({days})</translation>
    </message>
    <message>
        <source>生日 {date}</source>
        <translation>Birthday {date}</translation>
    </message>
    <message>
        <source>{date} 到期（{days}）：{what}</source>
        <translation>{date} matures ({days}): {what}</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>加标签 T</source>
        <translation>Add a tag T</translation>
    </message>
    <message>
        <source>改标签</source>
        <translation>Change tags</translation>
    </message>
    <message>
        <source>改资料  E</source>
        <translation>Edit record  E</translation>
    </message>
    <message>
        <source>修改记录  H</source>
        <translation>History  H</translation>
    </message>
    <message>
        <source>生日、到期  B</source>
        <translation>Birthday, maturities  B</translation>
    </message>
    <message>
        <source>客户删了我们：记为流失</source>
        <translation>They deleted us: note as lost</translation>
    </message>
    <message>
        <source>又联系上了：记为挽回</source>
        <translation>In touch again: note as won back</translation>
    </message>
    <message>
        <source>看全部记录</source>
        <translation>Show all history</translation>
    </message>
    <message>
        <source>客户要求删除或仅存储  X</source>
        <translation>Customer wants erasing or storage only  X</translation>
    </message>
    <message>
        <source>改周期  5</source>
        <translation>Change the lifecycle  5</translation>
    </message>
    <message>
        <source>阶段改回按记录推算</source>
        <translation>Let the history decide the stage again</translation>
    </message>
    <message>
        <source>点位</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>活码标识</source>
        <translation>Code&apos;s state</translation>
    </message>
    <message>
        <source>添加方式</source>
        <translation>Added via</translation>
    </message>
    <message>
        <source>没有记录，不能群发</source>
        <translation>None on record: no mass messages</translation>
    </message>
    <message>
        <source>{date} 同意</source>
        <translation>Given on {date}</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>Consent</translation>
    </message>
    <message>
        <source>男</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>女</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>打上</source>
        <translation>Put on</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>疑似流失</source>
        <translation>Suspected lost</translation>
    </message>
    <message>
        <source>正常</source>
        <translation>Active</translation>
    </message>
    <message>
        <source>按记录推算</source>
        <translation>Derived from the records</translation>
    </message>
</context>
<context>
    <name>ContactsPage</name>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>客户当面说了</source>
        <translation>Customer said so</translation>
    </message>
    <message>
        <source>行内系统里看到</source>
        <translation>Seen in the bank&apos;s system</translation>
    </message>
    <message>
        <source>记录里漏了</source>
        <translation>Missing from the history</translation>
    </message>
    <message>
        <source>之前改错了</source>
        <translation>Corrects a mistake</translation>
    </message>
    <message>
        <source>为什么改成“{stage}”？</source>
        <translation>Why set to “{stage}”?</translation>
    </message>
    <message>
        <source>为什么把 {count} 位改成“{stage}”？</source>
        <translation>Why set {count} contacts to “{stage}”?</translation>
    </message>
    <message>
        <source>手工改的会留下谁改的、为什么</source>
        <translation>Who changed it and why is kept</translation>
    </message>
    <message>
        <source>改</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>选人</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>记互动</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>约跟进</source>
        <translation>Follow up</translation>
    </message>
    <message>
        <source>改期</source>
        <translation>Put off</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>话术</source>
        <translation>Script</translation>
    </message>
    <message>
        <source>改资料</source>
        <translation>Edit record</translation>
    </message>
    <message>
        <source>改阶段</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>改周期</source>
        <translation>Lifecycle</translation>
    </message>
    <message>
        <source>记录分类</source>
        <translation>Kinds of the timeline</translation>
    </message>
    <message>
        <source>只看一种记录</source>
        <translation>One kind of record</translation>
    </message>
    <message>
        <source>勾选</source>
        <translation>Mark</translation>
    </message>
    <message>
        <source>近 30 天跟进按时 {share}（{on_time}/{due}）</source>
        <translation>In time, 30 days: {share} ({on_time}/{due})</translation>
    </message>
    <message>
        <source>清除条件</source>
        <translation>Clear filters</translation>
    </message>
    <message>
        <source>导入企微导出的表</source>
        <translation>Import a WeCom export</translation>
    </message>
    <message>
        <source>标签管理</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>导出客户表</source>
        <translation>Export contacts</translation>
    </message>
    <message>
        <source>存为筛选</source>
        <translation>Keep as a filter</translation>
    </message>
    <message>
        <source>修改记录</source>
        <translation>History of the record</translation>
    </message>
    <message>
        <source>客户要求删除或仅存储</source>
        <translation>Customer wants erasing or storage only</translation>
    </message>
    <message>
        <source>删除和仅存储登记</source>
        <translation>Register of erasures</translation>
    </message>
    <message>
        <source>姓名、拼音首字母、手机尾号，如 zxl 或 4821</source>
        <translation>Name, pinyin initials or last digits, e.g. zxl or 4821</translation>
    </message>
    <message>
        <source>标签管理 Ctrl T</source>
        <translation>Manage tags Ctrl T</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>没有符合的客户</source>
        <translation>No contact matches</translation>
    </message>
    <message>
        <source>还没有客户</source>
        <translation>No contacts yet</translation>
    </message>
    <message>
        <source>按 Ctrl N 登记第一位，或导入企业微信导出的表</source>
        <translation>Press Ctrl N to add the first, or import a WeCom export</translation>
    </message>
    <message>
        <source>您的角色不看单个客户</source>
        <translation>Your role does not see single contacts</translation>
    </message>
    <message>
        <source>总行只看汇总的数字，客户只在网点里看得到</source>
        <translation>Head office sees totals only; contacts are seen in their branch</translation>
    </message>
    <message>
        <source>这里没有客户</source>
        <translation>No contacts here</translation>
    </message>
    <message>
        <source>唤醒：问候近况</source>
        <translation>Wake up: ask how they are</translation>
    </message>
    <message>
        <source>挽回：问问原因</source>
        <translation>Win back: ask for the reason</translation>
    </message>
    <message>
        <source>生日祝福</source>
        <translation>Birthday wishes</translation>
    </message>
    <message>
        <source>到期前问续存</source>
        <translation>Ask to renew before it matures</translation>
    </message>
    <message>
        <source>筛选：{name}</source>
        <translation>Filter: {name}</translation>
    </message>
    <message>
        <source>：</source>
        <translation>: </translation>
    </message>
    <message>
        <source>客户_{date}.xlsx</source>
        <translation>contacts_{date}.xlsx</translation>
    </message>
    <message>
        <source>导出 {count} 位，手机打码</source>
        <translation>Export {count}, phones masked</translation>
    </message>
    <message>
        <source>Excel 文件 (*.xlsx)</source>
        <translation>Excel files (*.xlsx)</translation>
    </message>
    <message>
        <source>添加时间</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>{days} 天内添加</source>
        <translation>Added in {days} days</translation>
    </message>
    <message>
        <source>阶段</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>标签数</source>
        <translation>Tagged</translation>
    </message>
    <message>
        <source>没有标签</source>
        <translation>No tags</translation>
    </message>
    <message>
        <source>归属</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>最近联系</source>
        <translation>Last touch</translation>
    </message>
    <message>
        <source>下次跟进</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>加标签</source>
        <translation>Add a tag</translation>
    </message>
    <message>
        <source>客户列表</source>
        <translation>customer list</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>{date} {weekday}</source>
        <translation>{weekday} {date}</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>昨天</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>{days} 天前</source>
        <translation>{days} days</translation>
    </message>
    <message>
        <source>未安排</source>
        <translation>Not set</translation>
    </message>
    <message>
        <source>晚 {days} 天</source>
        <translation>Overdue {days}d</translation>
    </message>
    <message>
        <source>今天 {time}</source>
        <translation>Today {time}</translation>
    </message>
    <message>
        <source>明天</source>
        <translation>Tomorrow</translation>
    </message>
    <message>
        <source>明天 {day}</source>
        <translation>Tomorrow {day}</translation>
    </message>
    <message>
        <source>昨天 {time}</source>
        <translation>Yesterday {time}</translation>
    </message>
    <message>
        <source>周期：{stage}</source>
        <translation>Lifecycle: {stage}</translation>
    </message>
    <message>
        <source>周期：{stage}，{date} {who} 手工改：{reason}</source>
        <translation>Lifecycle: {stage}, set by {who} on {date}: {reason}</translation>
    </message>
    <message>
        <source>周期：{stage}，{date} {event}后进入</source>
        <translation>Lifecycle: {stage}, {event} on {date}</translation>
    </message>
    <message>
        <source>周期：{stage}，{date} 起</source>
        <translation>Lifecycle: {stage}, since {date}</translation>
    </message>
    <message>
        <source>{name}，归属已定</source>
        <translation>{name}, whose it is by decision</translation>
    </message>
    <message>
        <source>{names} 等 {count} 位</source>
        <translation>{names} and others, {count} in all</translation>
    </message>
    <message>
        <source>同一位客户，也在 {names} 名下</source>
        <translation>The same person is also held by {names}</translation>
    </message>
    <message>
        <source>总行定：和另一家网点共管</source>
        <translation>Head office: served together with another branch</translation>
    </message>
    <message>
        <source>总行定：归这里，另一家网点也有这位客户</source>
        <translation>Head office: belongs here; another branch holds this customer too</translation>
    </message>
    <message>
        <source>总行定：归{branch} {name}</source>
        <translation>Head office: belongs to {branch}, {name}</translation>
    </message>
    <message>
        <source>{days} 天后</source>
        <translation>in {days} days</translation>
    </message>
    <message>
        <source>{kind}：{text}</source>
        <translation>{kind}: {text}</translation>
    </message>
    <message>
        <source>{name}（{branch}）</source>
        <translation>{name} ({branch})</translation>
    </message>
</context>
<context>
    <name>CountdownRing</name>
    <message>
        <source>已暂停</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>复制题目开始</source>
        <translation>copy to start</translation>
    </message>
    <message>
        <source>可以公布了</source>
        <translation>announce now</translation>
    </message>
    <message>
        <source>后公布</source>
        <translation>to go</translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>位</source>
        <translation>people</translation>
    </message>
</context>
<context>
    <name>Course</name>
    <message>
        <source>流程</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>已暂停</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>进行中</source>
        <translation>Going on</translation>
    </message>
    <message>
        <source>{count} 人</source>
        <translation>{count} took part</translation>
    </message>
    <message>
        <source>已发</source>
        <translation>Sent</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>刚才这一步没有做完，已保存的数据不受影响。请把报告复制给技术支持。</source>
        <translation>The last step was not finished; what was saved is safe. Please copy the report for support.</translation>
    </message>
    <message>
        <source>程序出了错</source>
        <translation>Something went wrong in the program</translation>
    </message>
    <message>
        <source>错误报告</source>
        <translation>Error report</translation>
    </message>
    <message>
        <source>复制报告</source>
        <translation>Copy report</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>CustomerScreen</name>
    <message>
        <source>给客户看的屏：{name} 的二维码</source>
        <translation>Screen for the customer: the code of {name}</translation>
    </message>
    <message>
        <source>打开微信扫一扫，加我为好友</source>
        <translation>Scan with WeChat and add me</translation>
    </message>
</context>
<context>
    <name>CycleDialog</name>
    <message>
        <source>周期改成哪一步？</source>
        <translation>Which lifecycle?</translation>
    </message>
    <message>
        <source>{count} 位的周期改成哪一步？</source>
        <translation>Which lifecycle for {count}?</translation>
    </message>
    <message>
        <source>到了哪一步（← → 换）</source>
        <translation>Lifecycle (← → change)</translation>
    </message>
</context>
<context>
    <name>DatesDialog</name>
    <message>
        <source>{name} 的生日和到期</source>
        <translation>Birthday and maturities of {name}</translation>
    </message>
    <message>
        <source>8-15 或 1985-08-15</source>
        <translation>8-15 or 1985-08-15</translation>
    </message>
    <message>
        <source>3-14 或 2027-03-14</source>
        <translation>3-14 or 2027-03-14</translation>
    </message>
    <message>
        <source>例如：三年期定存 10 万</source>
        <translation>For example: 3-year deposit, 100,000</translation>
    </message>
    <message>
        <source>生日</source>
        <translation>Birthday</translation>
    </message>
    <message>
        <source>到期日</source>
        <translation>Matures on</translation>
    </message>
    <message>
        <source>什么到期</source>
        <translation>What matures</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>记下</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>写一下什么到期</source>
        <translation>Write what matures</translation>
    </message>
    <message>
        <source>这天已经过去，选今天或以后</source>
        <translation>That day has passed: choose today or later</translation>
    </message>
</context>
<context>
    <name>DayPane</name>
    <message>
        <source>去同步</source>
        <translation>Go to Sync</translation>
    </message>
    <message>
        <source>还没有日清单</source>
        <translation>No list of tasks yet</translation>
    </message>
    <message>
        <source>去同步收下发包</source>
        <translation>Take in head office&apos;s pack under Sync</translation>
    </message>
    <message>
        <source>今天的都做完了</source>
        <translation>All done for today</translation>
    </message>
    <message>
        <source>今天没有安排</source>
        <translation>Nothing is planned today</translation>
    </message>
    <message>
        <source>{day}第一件 {time} {title}</source>
        <translation>{day} begins at {time}: {title}</translation>
    </message>
    <message>
        <source>看{day}</source>
        <translation>See {day}</translation>
    </message>
</context>
<context>
    <name>Decisions</name>
    <message>
        <source>要您定的</source>
        <translation>For you to decide</translation>
    </message>
    <message>
        <source>按规则全定 A</source>
        <translation>Decide all by rule A</translation>
    </message>
    <message>
        <source>同一位客户，几家网点都报了</source>
        <translation>One customer, reported by several branches</translation>
    </message>
    <message>
        <source>共管</source>
        <translation>Both serve</translation>
    </message>
    <message>
        <source>先放着</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>{name} {phone}，手机号相同</source>
        <translation>{name} {phone}, the same phone</translation>
    </message>
    <message>
        <source>规则建议：{reason}，归{branch}</source>
        <translation>By rule: {reason}, to {branch}</translation>
    </message>
    <message>
        <source>换成规则：{rule} R</source>
        <translation>Use the other rule: {rule} R</translation>
    </message>
    <message>
        <source>归{branch}</source>
        <translation>To {branch}</translation>
    </message>
</context>
<context>
    <name>DisputeModel</name>
    <message>
        <source>本机</source>
        <translation>this PC</translation>
    </message>
    <message>
        <source>别的电脑</source>
        <translation>another PC</translation>
    </message>
    <message>
        <source>总行</source>
        <translation>Head office</translation>
    </message>
    <message>
        <source>表格里手工改，{name}收下</source>
        <translation>typed into the sheet, accepted by {name}</translation>
    </message>
    <message>
        <source>表格里手工改</source>
        <translation>typed into the sheet</translation>
    </message>
    <message>
        <source>{value}（{who} {time}）</source>
        <translation>{value} ({who} {time})</translation>
    </message>
</context>
<context>
    <name>DisputesButton</name>
    <message>
        <source>{count} 处两边改得不一样</source>
        <translation>{count} changed differently on both sides</translation>
    </message>
</context>
<context>
    <name>DockFace</name>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>换一条</source>
        <translation>Another</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>今天的都做完了</source>
        <translation>All done for today</translation>
    </message>
    <message>
        <source>今天没有安排</source>
        <translation>Nothing planned today</translation>
    </message>
    <message>
        <source>Esc 关掉浮窗</source>
        <translation>Esc closes this window</translation>
    </message>
    <message>
        <source>配图</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>复制文字</source>
        <translation>Copy text</translation>
    </message>
    <message>
        <source>复制图片</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>已发出，下一位</source>
        <translation>Sent, next</translation>
    </message>
    <message>
        <source>做完了，下一件</source>
        <translation>Done, next</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>发出</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>接着：{step}&#x3000;J</source>
        <translation>Next: {step}&#x3000;J</translation>
    </message>
</context>
<context>
    <name>DockWindow</name>
    <message>
        <source>今日 · 浮窗</source>
        <translation>Today · docked</translation>
    </message>
    <message>
        <source>剪贴板被占用，再按一次</source>
        <translation>The clipboard is held by another program: press again</translation>
    </message>
</context>
<context>
    <name>DrawWindow</name>
    <message>
        <source>人人都有，机会和名单先后无关；种子和结果一起记下，谁都能重算一遍</source>
        <translation>Everybody wins; the order of the list makes no difference; seed and result are kept, so anybody can draw it again</translation>
    </message>
    <message>
        <source>人人有份的抽奖</source>
        <translation>A draw in which everybody wins</translation>
    </message>
    <message>
        <source>粘贴群聊，或一位一行写名字</source>
        <translation>Paste the chat, or write one name a line</translation>
    </message>
    <message>
        <source>粘贴群聊</source>
        <translation>Paste the chat</translation>
    </message>
    <message>
        <source>抽到的人</source>
        <translation>Winners</translation>
    </message>
    <message>
        <source>复制给这一位</source>
        <translation>Copy for this one</translation>
    </message>
    <message>
        <source>复制结果给全群</source>
        <translation>Copy for the group</translation>
    </message>
    <message>
        <source>撤销抽奖</source>
        <translation>Undo the draw</translation>
    </message>
    <message>
        <source>抽</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{title}：人人有份的抽奖</source>
        <translation>{title}: everybody wins</translation>
    </message>
    <message>
        <source>撤销过 {count} 次</source>
        <translation>undone {count} times</translation>
    </message>
    <message>
        <source>重算对不上：结果被改过</source>
        <translation>Drawn again it comes out otherwise: the result was changed</translation>
    </message>
    <message>
        <source>{count} 位，已说 {told} 位；其中 {covered} 位已按要求删除，不能再重算</source>
        <translation>{count} people, {told} told; {covered} of them were erased on request, so it cannot be drawn again</translation>
    </message>
    <message>
        <source>{count} 位，已说 {told} 位；种子 {seed}，重算一致</source>
        <translation>{count} people, {told} told; seed {seed}, drawn again it is the same</translation>
    </message>
    <message>
        <source>；撤销过 {count} 次</source>
        <translation>; undone {count} times</translation>
    </message>
    <message>
        <source>谁来抽：{count} 位</source>
        <translation>Who draws: {count}</translation>
    </message>
    <message>
        <source>{count} 行没看懂</source>
        <translation>{count} lines not understood</translation>
    </message>
    <message>
        <source>认出 {count} 位，新加 {new} 位</source>
        <translation>{count} found, {new} of them new</translation>
    </message>
    <message>
        <source>剪贴板被占用，再按一次</source>
        <translation>The clipboard is in use, press once more</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>Elapsed</name>
    <message>
        <source>用时 {count} 秒</source>
        <translation>Took {count} s</translation>
    </message>
</context>
<context>
    <name>ErasureDialog</name>
    <message>
        <source>{name} 不再让我们用资料</source>
        <translation>{name} no longer wants us to use the data</translation>
    </message>
    <message>
        <source>仅存储</source>
        <translation>Storage only</translation>
    </message>
    <message>
        <source>彻底删除</source>
        <translation>Erase for good</translation>
    </message>
    <message>
        <source>已核实是本人的要求</source>
        <translation>I have checked that the customer asked for it</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{part} {count} 条</source>
        <translation>{count} × {part}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>姓名、电话、备注等资料</source>
        <translation>name, phone, remark and other details</translation>
    </message>
    <message>
        <source>转为仅存储</source>
        <translation>Keep in storage only</translation>
    </message>
    <message>
        <source>会删掉：{parts}。本机、操作记录里都不再有，以后导入也不收；别的电脑和总行收到文件后一样。</source>
        <translation>Goes: {parts}. Nothing of it stays here or in the log, and no later import brings it back; the same at other PCs and head office once they have our file.</translation>
    </message>
    <message>
        <source>从名单、任务、上报和导出里拿走，也不再更新；资料还在：{parts}。以后可以恢复，或再彻底删除。</source>
        <translation>Taken out of lists, tasks, reports and exports, and not updated any more; kept: {parts}. It can be taken back, or erased later.</translation>
    </message>
    <message>
        <source>不能撤销。以前的备份里还有，从备份恢复时会再删一次；已发出的文件请通知对方删除。</source>
        <translation>This cannot be undone. Older backups still hold it, and it is erased again when one is restored; ask those who got files to delete them.</translation>
    </message>
    <message>
        <source>适合法定保存期限没到、还不能删的；可以撤销。</source>
        <translation>For data that the law still requires to be kept; it can be undone.</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>没有做成</source>
        <translation>That did not work</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>Event</name>
    <message>
        <source>添加</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>复制话术</source>
        <translation>Copy script</translation>
    </message>
    <message>
        <source>发送</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>回复</source>
        <translation>Replied</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>聊天</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>到访</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>排队时聊</source>
        <translation>Queue talk</translation>
    </message>
    <message>
        <source>购买</source>
        <translation>Purchase</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>转介</source>
        <translation>Referral</translation>
    </message>
    <message>
        <source>参加活动</source>
        <translation>Activity</translation>
    </message>
    <message>
        <source>进群</source>
        <translation>Joined group</translation>
    </message>
    <message>
        <source>退群</source>
        <translation>Left group</translation>
    </message>
    <message>
        <source>改阶段</source>
        <translation>Stage set</translation>
    </message>
    <message>
        <source>换归属</source>
        <translation>New owner</translation>
    </message>
    <message>
        <source>改周期</source>
        <translation>Lifecycle</translation>
    </message>
    <message>
        <source>流失</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>挽回</source>
        <translation>Won back</translation>
    </message>
    <message>
        <source>跟进完成</source>
        <translation>Followed up</translation>
    </message>
    <message>
        <source>（晚 {days} 天）</source>
        <translation> ({days} days late)</translation>
    </message>
    <message>
        <source>（按时）</source>
        <translation> (in time)</translation>
    </message>
</context>
<context>
    <name>ExchangePage</name>
    <message>
        <source>总行同步</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>文件往来，不联网</source>
        <translation>By files, without a network</translation>
    </message>
    <message>
        <source>导出上报表</source>
        <translation>Export report</translation>
    </message>
    <message>
        <source>生成下发包</source>
        <translation>Build a pack</translation>
    </message>
    <message>
        <source>导入文件</source>
        <translation>Import a file</translation>
    </message>
    <message>
        <source>选记录</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>撤销所选导入</source>
        <translation>Undo selected import</translation>
    </message>
    <message>
        <source>先看一眼上报表</source>
        <translation>Look at the report</translation>
    </message>
    <message>
        <source>看不一致的地方</source>
        <translation>Settle differences</translation>
    </message>
    <message>
        <source>看手工改动</source>
        <translation>Hand edits</translation>
    </message>
    <message>
        <source>交接</source>
        <translation>Handover</translation>
    </message>
    <message>
        <source>详情</source>
        <translation>In full</translation>
    </message>
    <message>
        <source>导入企业微信文件，或收下发包</source>
        <translation>Import WeCom&apos;s files, or take in a pack</translation>
    </message>
    <message>
        <source>往来详情：总行收到什么，还缺什么</source>
        <translation>Files in full: what head office has, what is missing</translation>
    </message>
    <message>
        <source>和本网点的另一台电脑交接</source>
        <translation>Hand over to another PC of the branch</translation>
    </message>
    <message>
        <source>收文件</source>
        <translation>Take files in</translation>
    </message>
    <message>
        <source>企业微信的通讯录：拖到这里，先看再收；编辑表和白名单在右边收，上报表在“汇总”里收</source>
        <translation>Drop WeCom&apos;s address book here; sheets and leads on the right, reports under Merge</translation>
    </message>
    <message>
        <source>企业微信的客户列表、通讯录、客户群列表，总行的下发包：拖到这里，先看再收</source>
        <translation>WeCom&apos;s lists of customers, staff and groups, and packs of head office: drop them here and look first</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>Choose file</translation>
    </message>
    <message>
        <source>往来记录</source>
        <translation>History</translation>
    </message>
    <message>
        <source>往来</source>
        <translation>Way</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>When</translation>
    </message>
    <message>
        <source>先导入全行的通讯录，在右边导出编辑表改好，再生成第一个下发包；网点交来的上报表在“汇总”里收</source>
        <translation>Import the bank&apos;s address book, edit the sheets exported on the right, then build the first pack; reports are taken in under Merge</translation>
    </message>
    <message>
        <source>还没有往来</source>
        <translation>Nothing exchanged yet</translation>
    </message>
    <message>
        <source>交接：{count} 份没有收进来</source>
        <translation>Handover: {count} not taken in</translation>
    </message>
    <message>
        <source>交接：共享文件夹连不上</source>
        <translation>Handover: shared folder not reached</translation>
    </message>
    <message>
        <source>先导入企业微信导出的通讯录和客户列表，周末在右边导出上报表</source>
        <translation>Import the address book and customer list from WeCom first; export the report at the right at the week&apos;s end</translation>
    </message>
    <message>
        <source>上报表</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>先看一眼</source>
        <translation>A look before</translation>
    </message>
    <message>
        <source>往来详情</source>
        <translation>In full</translation>
    </message>
    <message>
        <source>上报表 第 {week} 周</source>
        <translation>Report, week {week}</translation>
    </message>
    <message>
        <source>{first} 至 {last}，{branch}</source>
        <translation>{first} to {last}, {branch}</translation>
    </message>
    <message>
        <source>自查通过：归属、同意、跟进都齐</source>
        <translation>Self-check passed: owners, consents and follow-ups are complete</translation>
    </message>
    <message>
        <source>上报表由网点负责人导出</source>
        <translation>The branch lead exports the report</translation>
    </message>
    <message>
        <source>{count} 处两边改得不一样</source>
        <translation>Values set differently: {count}</translation>
    </message>
    <message>
        <source>{count} 处手工改动等您定</source>
        <translation>{count} hand edits wait for you</translation>
    </message>
    <message>
        <source>下发包 (*.xlsx)</source>
        <translation>Packs (*.xlsx)</translation>
    </message>
    <message>
        <source>选总行的下发包</source>
        <translation>Choose a pack of head office</translation>
    </message>
    <message>
        <source>存到哪个文件夹</source>
        <translation>Which folder to save to</translation>
    </message>
    <message>
        <source>正在写上报表</source>
        <translation>Writing the report</translation>
    </message>
    <message>
        <source>通讯录</source>
        <translation>address book</translation>
    </message>
    <message>
        <source>客户列表</source>
        <translation>customer list</translation>
    </message>
    <message>
        <source>客户群列表</source>
        <translation>group list</translation>
    </message>
    <message>
        <source>下发包</source>
        <translation>pack</translation>
    </message>
    <message>
        <source>手工改动</source>
        <translation>Hand edits</translation>
    </message>
    <message>
        <source>交接包</source>
        <translation>handover</translation>
    </message>
    <message>
        <source>白名单</source>
        <translation>Whitelist</translation>
    </message>
    <message>
        <source>编辑表</source>
        <translation>Editing sheets</translation>
    </message>
    <message>
        <source>进场登记表</source>
        <translation>Sheet of guests</translation>
    </message>
    <message>
        <source>上报汇总</source>
        <translation>Report summary</translation>
    </message>
    <message>
        <source>退回表</source>
        <translation>Returned to branch</translation>
    </message>
    <message>
        <source>看板</source>
        <translation>Board</translation>
    </message>
    <message>
        <source>拒收的行</source>
        <translation>Rows left out</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>新增 {new}，更新 {changed}</source>
        <translation>{new} new, {changed} updated</translation>
    </message>
    <message>
        <source>登记 {new} 位</source>
        <translation>{new} registered</translation>
    </message>
    <message>
        <source>找到 {count} 处</source>
        <translation>{count} found</translation>
    </message>
    <message>
        <source>收下 {taken}，不收 {left}</source>
        <translation>{taken} taken, {left} left</translation>
    </message>
    <message>
        <source>{count} 条内容</source>
        <translation>Entries: {count}</translation>
    </message>
    <message>
        <source>{count} 条记录</source>
        <translation>Records: {count}</translation>
    </message>
    <message>
        <source>{branches} 个网点，客户 {contacts}</source>
        <translation>{branches} branches, {contacts} customers</translation>
    </message>
    <message>
        <source>{files} 份有问题</source>
        <translation>{files} with problems</translation>
    </message>
    <message>
        <source>{rows} 行</source>
        <translation>{rows} rows</translation>
    </message>
    <message>
        <source>{refused} 行</source>
        <translation>{refused} rows</translation>
    </message>
    <message>
        <source>导出 {count} 位，手机已打码</source>
        <translation>{count} exported, phones masked</translation>
    </message>
    <message>
        <source>客户 {contacts}，本期新增 {adds}</source>
        <translation>Contacts: {contacts}, added: {adds}</translation>
    </message>
    <message>
        <source>没有新内容</source>
        <translation>Nothing new</translation>
    </message>
    <message>
        <source>新增 {new}，更新 {changed}，停用 {removed}</source>
        <translation>{new} new, {changed} changed, {removed} withdrawn</translation>
    </message>
    <message>
        <source>新增 {new}，更新 {changed}，拒收 {refused}</source>
        <translation>{new} new, {changed} updated, {refused} refused</translation>
    </message>
    <message>
        <source>{count} 位客户的归属不在通讯录里</source>
        <translation>Contacts whose owner is not in the address book: {count}</translation>
    </message>
    <message>
        <source>{count} 位扫码客户没有留下同意记录</source>
        <translation>Scanned contacts without a consent on record: {count}</translation>
    </message>
    <message>
        <source>{count} 条跟进已过期没完成</source>
        <translation>{count} follow-ups overdue</translation>
    </message>
    <message>
        <source>本周有 {count} 件任务没做也没写原因</source>
        <translation>Tasks of this week neither done nor given a reason: {count}</translation>
    </message>
    <message>
        <source>{count} 个号码由几位同事各自添加</source>
        <translation>Numbers added by several colleagues: {count}</translation>
    </message>
</context>
<context>
    <name>FacetGroup</name>
    <message>
        <source>更多 {count}</source>
        <translation>{count} more</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Fewer</translation>
    </message>
    <message>
        <source>右键或 X：不含这个标签</source>
        <translation>Right button or X: without this tag</translation>
    </message>
    <message>
        <source>符合其一</source>
        <translation>Any</translation>
    </message>
    <message>
        <source>全部符合</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>FacetPane</name>
    <message>
        <source>阶段 AIPL</source>
        <translation>Stage (AIPL)</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>归属</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Less</translation>
    </message>
    <message>
        <source>更多 {count}</source>
        <translation>{count} more</translation>
    </message>
    <message>
        <source>{days} 天没联系</source>
        <translation>Quiet {days} days</translation>
    </message>
    <message>
        <source>我的客户</source>
        <translation>My contacts</translation>
    </message>
    <message>
        <source>网点全部</source>
        <translation>Whole branch</translation>
    </message>
    <message>
        <source>今天要跟进</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>跟进已过期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>没约下一步</source>
        <translation>No next step</translation>
    </message>
    <message>
        <source>两周内生日</source>
        <translation>Birthdays, 2 weeks</translation>
    </message>
    <message>
        <source>30 天内到期</source>
        <translation>Maturing, 30 days</translation>
    </message>
    <message>
        <source>没有标签</source>
        <translation>Untagged</translation>
    </message>
    <message>
        <source>已流失</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>疑似流失</source>
        <translation>Suspected lost</translation>
    </message>
    <message>
        <source>周期</source>
        <translation>Lifecycle</translation>
    </message>
    <message>
        <source>有效性</source>
        <translation>Validity of the add</translation>
    </message>
</context>
<context>
    <name>FastCard</name>
    <message>
        <source>{count} 周</source>
        <translation>{count} weeks</translation>
    </message>
</context>
<context>
    <name>FilterNameDialog</name>
    <message>
        <source>存为筛选</source>
        <translation>Keep as a filter</translation>
    </message>
    <message>
        <source>以后按 Alt 加数字就能用；同名的会换掉</source>
        <translation>Alt with a digit will bring it back; one of the same name is replaced</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>存下</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>写几个字作名称</source>
        <translation>Write a name</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>页面</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Command</translation>
    </message>
</context>
<context>
    <name>FirstList</name>
    <message>
        <source>还没人答对</source>
        <translation>Nobody is right yet</translation>
    </message>
</context>
<context>
    <name>FirstRunWindow</name>
    <message>
        <source>第一次使用</source>
        <translation>First run</translation>
    </message>
    <message>
        <source>客户资料只存在这台电脑上，用您的密码加密，不连外网</source>
        <translation>Customer data stay on this computer, encrypted with your password; nothing goes online</translation>
    </message>
    <message>
        <source>密码丢了，谁也打不开这份数据：请记牢，或按行里规定保管一份</source>
        <translation>Without the password nobody can open the data: remember it, or keep a copy as your bank&apos;s rules say</translation>
    </message>
    <message>
        <source>先看看样例网点：8 位同事、约 1,290 位编出来的客户，随便试</source>
        <translation>Look around the sample branch first: 8 colleagues, about 1,290 invented customers; try anything</translation>
    </message>
    <message>
        <source>用样例看看</source>
        <translation>Open the sample</translation>
    </message>
    <message>
        <source>服务器上的库还是空的：您是总行的第一位分析员</source>
        <translation>The database on the server is empty: you are head office&apos;s first analyst</translation>
    </message>
    <message>
        <source>以后的同事随通讯录进来；库由管服务器的人加密和备份</source>
        <translation>Colleagues come with the address book; who runs the server encrypts the database and keeps its copies</translation>
    </message>
    <message>
        <source>从另一台电脑接手</source>
        <translation>Take over from another PC</translation>
    </message>
    <message>
        <source>本网点已经有电脑在用台卡：收它的交接包，或用共享文件夹</source>
        <translation>Another PC of this branch works with Taika already: take its handover, or use the shared folder</translation>
    </message>
    <message>
        <source>建立本网点的数据</source>
        <translation>Create this branch&apos;s data</translation>
    </message>
    <message>
        <source>建立全行的数据</source>
        <translation>Set up the bank&apos;s data</translation>
    </message>
    <message>
        <source>江海银行/江北分行/城东支行</source>
        <translation>江海银行/江北分行/城东支行</translation>
    </message>
    <message>
        <source>江海银行</source>
        <translation>江海银行</translation>
    </message>
    <message>
        <source>和企业微信通讯录一致</source>
        <translation>As in the WeCom address book</translation>
    </message>
    <message>
        <source>企业微信里的账号</source>
        <translation>Your account in WeCom</translation>
    </message>
    <message>
        <source>网点（部门全路径）</source>
        <translation>Branch (full department path)</translation>
    </message>
    <message>
        <source>您的姓名</source>
        <translation>Your name</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>至少 {count} 个字</source>
        <translation>At least {count} characters</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>再输一次密码</source>
        <translation>Password again</translation>
    </message>
    <message>
        <source>建立并打开</source>
        <translation>Create and open</translation>
    </message>
    <message>
        <source>这里要填</source>
        <translation>Please fill this in</translation>
    </message>
    <message>
        <source>密码太短，至少 {count} 个字</source>
        <translation>Too short: at least {count} characters</translation>
    </message>
    <message>
        <source>两次输入的不一样</source>
        <translation>The two entries differ</translation>
    </message>
</context>
<context>
    <name>FitDialog</name>
    <message>
        <source>“{name}”适用的日清单</source>
        <translation>SOPs of “{name}”</translation>
    </message>
    <message>
        <source>勾掉的不再给这个群生成任务，做过的不受影响</source>
        <translation>Unticked ones make no tasks for this group any more; what was done stays</translation>
    </message>
    <message>
        <source>好</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>FollowUpDialog</name>
    <message>
        <source>约 {name} 的下一步</source>
        <translation>Next step with {name}</translation>
    </message>
    <message>
        <source>例如：发教育金方案对比，约来网点</source>
        <translation>For example: send education plans, set a visit</translation>
    </message>
    <message>
        <source>3-14 10:30</source>
        <translation>3-14 10:30</translation>
    </message>
    <message>
        <source>可以不写</source>
        <translation>Optional</translation>
    </message>
    <message>
        <source>做什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>什么时候</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Alt 加数字选</source>
        <translation>Choose by Alt and digit</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>约好</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>写一句做什么</source>
        <translation>Say in a line what to do</translation>
    </message>
    <message>
        <source>这天已经过去，选今天或以后</source>
        <translation>That day is past; choose today or later</translation>
    </message>
    <message>
        <source>今天 {time}</source>
        <translation>Today {time}</translation>
    </message>
    <message>
        <source>明天上午</source>
        <translation>Tomorrow morning</translation>
    </message>
    <message>
        <source>三天后</source>
        <translation>In three days</translation>
    </message>
    <message>
        <source>下周一</source>
        <translation>Next Monday</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>只出这一位</source>
        <translation>This person</translation>
    </message>
    <message>
        <source>全网点</source>
        <translation>Whole branch</translation>
    </message>
    <message>
        <source>给谁出图</source>
        <translation>For whom</translation>
    </message>
    <message>
        <source>选人选版式</source>
        <translation>People and templates</translation>
    </message>
    <message>
        <source>活码和点位 Ctrl R</source>
        <translation>Codes and places Ctrl R</translation>
    </message>
    <message>
        <source>复制图片 Ctrl Shift C</source>
        <translation>Copy as picture Ctrl Shift C</translation>
    </message>
    <message>
        <source>复制成文件，粘贴到微信 Ctrl Alt C</source>
        <translation>Copy as file, to paste into WeChat Ctrl Alt C</translation>
    </message>
    <message>
        <source>打印 {n} 张</source>
        <translation>Print {n}</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>本人</source>
        <translation>The person</translation>
    </message>
    <message>
        <source>最长姓名</source>
        <translation>Longest name</translation>
    </message>
    <message>
        <source>没有照片</source>
        <translation>No photo</translation>
    </message>
    <message>
        <source>试看</source>
        <translation>Try with</translation>
    </message>
    <message>
        <source>为什么可以这样写</source>
        <translation>Why this may be said</translation>
    </message>
    <message>
        <source>合规理由（随件留存）</source>
        <translation>Reason (kept with the piece)</translation>
    </message>
    <message>
        <source>投放点位</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>每个点位一个活码</source>
        <translation>one code for each place</translation>
    </message>
    <message>
        <source>选照片…</source>
        <translation>Choose a photo…</translation>
    </message>
    <message>
        <source>去掉照片</source>
        <translation>Remove the photo</translation>
    </message>
    <message>
        <source>总行锁定的小字</source>
        <translation>Small print locked by HQ</translation>
    </message>
    <message>
        <source>换照片…</source>
        <translation>Another photo…</translation>
    </message>
    <message>
        <source>不指定</source>
        <translation>Not specified</translation>
    </message>
    <message>
        <source>＋ 新点位…</source>
        <translation>+ New place…</translation>
    </message>
    <message>
        <source>活码标识 {state}</source>
        <translation>Code mark {state}</translation>
    </message>
    <message>
        <source>配色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>{n}/{most} 字</source>
        <translation>{n}/{most}</translation>
    </message>
</context>
<context>
    <name>Funnel</name>
    <message>
        <source>上期 {share}</source>
        <translation>before {share}</translation>
    </message>
</context>
<context>
    <name>FunnelCard</name>
    <message>
        <source>客户到了哪一步</source>
        <translation>Where the customers stand</translation>
    </message>
    <message>
        <source>全部 {count} 位，箭头是本期的推进率</source>
        <translation>All {count}; the arrows tell how many moved on</translation>
    </message>
</context>
<context>
    <name>GroupPainter</name>
    <message>
        <source>满了，开新群</source>
        <translation>Full: open another</translation>
    </message>
    <message>
        <source>快满了</source>
        <translation>Nearly full</translation>
    </message>
    <message>
        <source>{days} 天没人说话</source>
        <translation>Quiet for {days} days</translation>
    </message>
</context>
<context>
    <name>GroupPane</name>
    <message>
        <source>说话人数，或加上群人数：37 198</source>
        <translation>Who spoke, or with members: 37 198</translation>
    </message>
    <message>
        <source>类型和标签，用空格隔开</source>
        <translation>Type and tags, with blanks between</translation>
    </message>
    <message>
        <source>群人数上限</source>
        <translation>Limit of members</translation>
    </message>
    <message>
        <source>今天的计数</source>
        <translation>Today&apos;s count</translation>
    </message>
    <message>
        <source>类型和标签</source>
        <translation>Type and tags</translation>
    </message>
    <message>
        <source>L 换</source>
        <translation>L changes it</translation>
    </message>
    <message>
        <source>办过的活动</source>
        <translation>Activities held</translation>
    </message>
    <message>
        <source>群主 {owner}，{date} 建</source>
        <translation>Owner {owner}, made {date}</translation>
    </message>
    <message>
        <source>{members} / {capacity} 人</source>
        <translation>{members} / {capacity} members</translation>
    </message>
    <message>
        <source>近七天每天 {share} 的人说话</source>
        <translation>{share} spoke, by day of the last seven</translation>
    </message>
    <message>
        <source>还没有计数</source>
        <translation>Nothing counted yet</translation>
    </message>
    <message>
        <source>比前七天热了（{before}）</source>
        <translation>More than the week before ({before})</translation>
    </message>
    <message>
        <source>比前七天冷了（{before}）</source>
        <translation>Fewer than the week before ({before})</translation>
    </message>
    <message>
        <source>和前七天差不多</source>
        <translation>About as the week before</translation>
    </message>
    <message>
        <source>{date} {title}，{count} 人</source>
        <translation>{date} {title}, {count} people</translation>
    </message>
    <message>
        <source>还没办过，按 A 选一个</source>
        <translation>None held yet: press A</translation>
    </message>
</context>
<context>
    <name>GroupsPage</name>
    <message>
        <source>社群列表</source>
        <translation>List of groups</translation>
    </message>
    <message>
        <source>办活动</source>
        <translation>Hold an activity</translation>
    </message>
    <message>
        <source>去导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>还没有社群</source>
        <translation>No groups yet</translation>
    </message>
    <message>
        <source>导入企业微信后台导出的“客户群列表”，这里就有了</source>
        <translation>Import the “客户群列表” exported by the WeCom admin console to see them here</translation>
    </message>
    <message>
        <source>社群</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>{groups} 个群，{members} 人</source>
        <translation>{groups} groups, {members} members</translation>
    </message>
    <message>
        <source>选群</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>记计数</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>选日清单</source>
        <translation>Choose SOPs</translation>
    </message>
    <message>
        <source>换上限</source>
        <translation>Change limit</translation>
    </message>
    <message>
        <source>复制所选</source>
        <translation>Copy selection</translation>
    </message>
    <message>
        <source>类型和标签</source>
        <translation>Type and tags</translation>
    </message>
    <message>
        <source>合并没名字的群</source>
        <translation>Merge nameless groups</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>在所选的群办活动</source>
        <translation>Hold an activity in the chosen group</translation>
    </message>
    <message>
        <source>选这个群的日清单</source>
        <translation>Choose the SOPs of this group</translation>
    </message>
    <message>
        <source>群名</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>群主</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>人数</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>活跃</source>
        <translation>Active</translation>
    </message>
    <message>
        <source>建群</source>
        <translation>Created</translation>
    </message>
    <message>
        <source>要留意</source>
        <translation>Needs care</translation>
    </message>
</context>
<context>
    <name>HandDialog</name>
    <message>
        <source>这些地方是导出以后在表格里手工改的。能收的请定一下，其余的只是告诉您，不会并入。</source>
        <translation>These places were edited by hand in the workbook after the export. Decide on those that can be taken; the others are only told, never merged.</translation>
    </message>
    <message>
        <source>手工改动</source>
        <translation>Hand edits</translation>
    </message>
    <message>
        <source>正在读 {file}</source>
        <translation>Reading {file}</translation>
    </message>
    <message>
        <source>怎么改的</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>谁的</source>
        <translation>Whose</translation>
    </message>
    <message>
        <source>哪一项</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>原来</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>改成</source>
        <translation>After</translation>
    </message>
    <message>
        <source>可以收</source>
        <translation>Can be taken</translation>
    </message>
    <message>
        <source>只是告诉您</source>
        <translation>Only told</translation>
    </message>
    <message>
        <source>这里没有手工改动</source>
        <translation>No hand edits here</translation>
    </message>
    <message>
        <source>收没人再改过的</source>
        <translation>Take those nobody changed since</translation>
    </message>
    <message>
        <source>全部不收</source>
        <translation>Leave all</translation>
    </message>
    <message>
        <source>收下</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>不收</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>这份上报表导出后没有新的改动</source>
        <translation>Nothing new was changed in this report after its export</translation>
    </message>
    <message>
        <source>都定好了</source>
        <translation>All decided</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Noted</translation>
    </message>
    <message>
        <source>都知道了</source>
        <translation>Note all</translation>
    </message>
    <message>
        <source>没有读成</source>
        <translation>Not read</translation>
    </message>
    <message>
        <source>程序出了错，数据没有改动。</source>
        <translation>The program made a mistake; no data was changed.</translation>
    </message>
</context>
<context>
    <name>HandoverDialog</name>
    <message>
        <source>本网点几台电脑之间，或换新电脑时用。不联网，用 U 盘或共享文件夹。</source>
        <translation>Between the PCs of this branch, or to a new one. No network: a USB stick or a shared folder.</translation>
    </message>
    <message>
        <source>交接</source>
        <translation>Handover</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>给另一台电脑</source>
        <translation>Give to another PC</translation>
    </message>
    <message>
        <source>里面有客户的全部资料，要设打开密码，当面告诉对方；用完请删掉。</source>
        <translation>It holds everything about customers: set a password, tell it in person, and delete the file after use.</translation>
    </message>
    <message>
        <source>对方没有的</source>
        <translation>What it lacks</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>Everything</translation>
    </message>
    <message>
        <source>做交接包</source>
        <translation>Make a handover</translation>
    </message>
    <message>
        <source>收另一台电脑的</source>
        <translation>Take another PC&apos;s</translation>
    </message>
    <message>
        <source>先看再收，收之前备份，收之后可以撤销；几份的不分先后。</source>
        <translation>Look first; a backup is made before, and it can be undone after. Parts may come in any order.</translation>
    </message>
    <message>
        <source>选交接包</source>
        <translation>Choose a handover</translation>
    </message>
    <message>
        <source>共享文件夹</source>
        <translation>Shared folder</translation>
    </message>
    <message>
        <source>每台电脑各写各的、互相收，开着台卡就自动做；几台电脑用同一个密码。</source>
        <translation>Each PC writes its own files and takes the others&apos; in while Taika runs; all use the same password.</translation>
    </message>
    <message>
        <source>指纹一样，收下</source>
        <translation>Fingerprints are alike, take in</translation>
    </message>
    <message>
        <source>现在同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>选文件夹</source>
        <translation>Choose folder</translation>
    </message>
    <message>
        <source>不再共享</source>
        <translation>Stop sharing</translation>
    </message>
    <message>
        <source>存到哪个文件夹</source>
        <translation>Save to which folder</translation>
    </message>
    <message>
        <source>交接包的打开密码，至少 8 个字，当面告诉对方</source>
        <translation>Password of the handover, at least 8 characters, to be told in person</translation>
    </message>
    <message>
        <source>正在写交接包</source>
        <translation>Writing the handover</translation>
    </message>
    <message>
        <source>交接包 (*.xlsx)</source>
        <translation>Handovers (*.xlsx)</translation>
    </message>
    <message>
        <source>本网点电脑都能打开的文件夹</source>
        <translation>A folder that all PCs of the branch can open</translation>
    </message>
    <message>
        <source>共享文件夹的密码，本网点几台电脑用同一个</source>
        <translation>Password of the shared folder, the same on all PCs</translation>
    </message>
    <message>
        <source>还没有选</source>
        <translation>None chosen yet</translation>
    </message>
    <message>
        <source>正在看共享文件夹</source>
        <translation>Looking at the shared folder</translation>
    </message>
    <message>
        <source>{file}：{reason} {fingerprint}</source>
        <translation>{file}: {reason} {fingerprint}</translation>
    </message>
    <message>
        <source>没有做成</source>
        <translation>It did not work</translation>
    </message>
    <message>
        <source>程序出了错，数据没有改动。</source>
        <translation>The program made a mistake; no data was changed.</translation>
    </message>
</context>
<context>
    <name>HandoverTakeDialog</name>
    <message>
        <source>收交接包</source>
        <translation>Take a handover</translation>
    </message>
    <message>
        <source>已和对方核对，指纹一样</source>
        <translation>Compared with the other side: the same</translation>
    </message>
    <message>
        <source>不收</source>
        <translation>Do not take</translation>
    </message>
    <message>
        <source>收下</source>
        <translation>Take in</translation>
    </message>
    <message>
        <source>正在读 {file}</source>
        <translation>Reading {file}</translation>
    </message>
    <message>
        <source>新增 {added} 条，更新 {changed} 条</source>
        <translation>{added} new, {changed} updated</translation>
    </message>
    <message>
        <source>没有新内容，和现在的一样</source>
        <translation>Nothing new, the same as now</translation>
    </message>
    <message>
        <source>{branch}，{time} 做的，第 {part}/{parts} 份</source>
        <translation>{branch}, made {time}, part {part} of {parts}</translation>
    </message>
    <message>
        <source>第一次收这台电脑的交接包：请和对方核对下面的钥匙指纹。</source>
        <translation>First handover of this PC: compare the fingerprint below with the other side.</translation>
    </message>
    <message>
        <source>还缺第 {parts} 份，可以先收这份。</source>
        <translation>Part {parts} is still missing; this one can be taken first.</translation>
    </message>
    <message>
        <source>收之前会先备份，收之后可以撤销。</source>
        <translation>A backup is made before; it can be undone after.</translation>
    </message>
    <message>
        <source>正在备份，然后收下</source>
        <translation>Making a backup, then taking in</translation>
    </message>
    <message>
        <source>没有收下</source>
        <translation>Not taken in</translation>
    </message>
    <message>
        <source>程序出了错，数据没有改动。</source>
        <translation>The program made a mistake; no data was changed.</translation>
    </message>
</context>
<context>
    <name>HeadStep</name>
    <message>
        <source>这张表是</source>
        <translation>This table holds</translation>
    </message>
    <message>
        <source>工作表</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>哪一行是表头</source>
        <translation>Which row is the heading</translation>
    </message>
    <message>
        <source>{name}（{rows} 行）</source>
        <translation>{name} ({rows} rows)</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>{days} 天</source>
        <translation>{days} d</translation>
    </message>
    <message>
        <source>最近 {count} 个工作日的完成情况</source>
        <translation>What was done on the last {count} duty days</translation>
    </message>
    <message>
        <source>连续全清</source>
        <translation>Streak</translation>
    </message>
    <message>
        <source>今天没有安排</source>
        <translation>Nothing is planned today</translation>
    </message>
    <message>
        <source>跳过 {count} 件</source>
        <translation>{count} skipped</translation>
    </message>
    <message>
        <source>{count} 件已过期，先处理它们</source>
        <translation>{count} late: see to them first</translation>
    </message>
    <message>
        <source>还没开始，一共 {count} 件</source>
        <translation>Not begun yet, {count} in all</translation>
    </message>
    <message>
        <source>完成 {count} 件，都按时</source>
        <translation>{count} done, all on time</translation>
    </message>
    <message>
        <source>完成 {count} 件，{on_time} 件按时</source>
        <translation>{count} done, {on_time} of them on time</translation>
    </message>
</context>
<context>
    <name>HeadquartersPage</name>
    <message>
        <source>加文件夹</source>
        <translation>Add folder</translation>
    </message>
    <message>
        <source>导出总表</source>
        <translation>Export summary</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>要处理</source>
        <translation>To look at</translation>
    </message>
    <message>
        <source>已并入</source>
        <translation>Merged</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>Choose files</translation>
    </message>
    <message>
        <source>选文件夹</source>
        <translation>Choose folder</translation>
    </message>
    <message>
        <source>把上报表文件夹拖进来</source>
        <translation>Drop the folder of reports here</translation>
    </message>
    <message>
        <source>网点交来的上报表可以一次放几千份；坏的、重复的、旧的都会分开说明，重来一遍也不会算两次</source>
        <translation>Thousands of reports can go in at once; bad, duplicate and old ones are told apart, and doing it again never counts anything twice</translation>
    </message>
    <message>
        <source>汇总</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>第 {week} 周，{first} 至 {last}</source>
        <translation>Week {week}, {first} to {last}</translation>
    </message>
    <message>
        <source>定归属</source>
        <translation>Decide whose</translation>
    </message>
    <message>
        <source>只看要处理的</source>
        <translation>Only what needs attention</translation>
    </message>
    <message>
        <source>换文件</source>
        <translation>Change file</translation>
    </message>
    <message>
        <source>复制一家</source>
        <translation>Copy one</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>退回表</source>
        <translation>Send back</translation>
    </message>
    <message>
        <source>输密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>盯住文件夹</source>
        <translation>Watch a folder</translation>
    </message>
    <message>
        <source>定不一致的地方</source>
        <translation>Settle what differs</translation>
    </message>
    <message>
        <source>取消，已并入的保留</source>
        <translation>Cancel, keep what is merged</translation>
    </message>
    <message>
        <source>定手工改动</source>
        <translation>Decide hand edits</translation>
    </message>
    <message>
        <source>复制催报名单</source>
        <translation>Copy the names of the late</translation>
    </message>
    <message>
        <source>盯着 {folder}</source>
        <translation>Watching {folder}</translation>
    </message>
    <message>
        <source>正在汇总</source>
        <translation>Consolidating</translation>
    </message>
    <message>
        <source>已暂停</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>每份一存，断了接着来</source>
        <translation>Saved file by file; resumes where it stopped</translation>
    </message>
    <message>
        <source>加上报表文件夹</source>
        <translation>Add a folder of reports</translation>
    </message>
    <message>
        <source>看不一致的地方</source>
        <translation>Look at what differs</translation>
    </message>
    <message>
        <source>暂停或接着汇总</source>
        <translation>Pause or resume the consolidation</translation>
    </message>
    <message>
        <source>写退回表</source>
        <translation>Write workbooks to send back</translation>
    </message>
    <message>
        <source>给有密码的上报表输密码</source>
        <translation>Enter the password of reports that have one</translation>
    </message>
    <message>
        <source>复制一家没交的网点</source>
        <translation>Copy one branch that has not reported</translation>
    </message>
    <message>
        <source>按规则全定归属</source>
        <translation>Decide everybody by the rule</translation>
    </message>
    <message>
        <source>盯住文件夹，或不再盯</source>
        <translation>Watch a folder, or no more</translation>
    </message>
    <message>
        <source>文件夹里没有上报表</source>
        <translation>There is no report in the folder</translation>
    </message>
    <message>
        <source>正在读文件夹</source>
        <translation>Reading the folder</translation>
    </message>
    <message>
        <source>上次汇总在第 {done} 份中断，共 {total} 份</source>
        <translation>The last run broke off at file {done} of {total}</translation>
    </message>
    <message>
        <source>已复制 {count} 家没交的网点</source>
        <translation>Copied {count} branches that have not reported</translation>
    </message>
    <message>
        <source>已复制 {name}</source>
        <translation>Copied {name}</translation>
    </message>
    <message>
        <source>选上报表</source>
        <translation>Choose reports</translation>
    </message>
</context>
<context>
    <name>HeadquartersSide</name>
    <message>
        <source>连续 {count} 周没交</source>
        <translation>{count} weeks in a row missing</translation>
    </message>
    <message>
        <source>没收到</source>
        <translation>Not received</translation>
    </message>
    <message>
        <source>只交到第 {week} 周</source>
        <translation>Last for week {week}</translation>
    </message>
    <message>
        <source>全行</source>
        <translation>Whole bank</translation>
    </message>
    <message>
        <source>还没交的网点</source>
        <translation>Not reported yet</translation>
    </message>
    <message>
        <source>复制催报名单 C</source>
        <translation>Copy names C</translation>
    </message>
    <message>
        <source>{count} 处手工改动等您定</source>
        <translation>{count} hand edits wait for you</translation>
    </message>
    <message>
        <source>都交了</source>
        <translation>All have reported</translation>
    </message>
    <message>
        <source>收到第一份上报表后，这里列出还没交的</source>
        <translation>Once the first report is in, those still missing are listed here</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>团队每天的完成情况</source>
        <translation>The team&apos;s days</translation>
    </message>
</context>
<context>
    <name>HintBar</name>
    <message>
        <source>全部快捷键</source>
        <translation>All shortcuts</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>粗体的是现在的值；Z 把它改回去，改回去也会记下来</source>
        <translation>Bold is what holds now; Z sets it back, which is recorded too</translation>
    </message>
    <message>
        <source>{name} 的修改记录</source>
        <translation>History of {name}</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>When</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>哪一项</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>原来</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>改成</source>
        <translation>After</translation>
    </message>
    <message>
        <source>来自文件</source>
        <translation>From file</translation>
    </message>
    <message>
        <source>修改记录</source>
        <translation>History</translation>
    </message>
    <message>
        <source>还没有修改过</source>
        <translation>Nothing has been changed yet</translation>
    </message>
    <message>
        <source>改回去</source>
        <translation>Set back</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>程序</source>
        <translation>The program</translation>
    </message>
    <message>
        <source>原表其他列</source>
        <translation>Other columns</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>活码标识</source>
        <translation>Code state</translation>
    </message>
    <message>
        <source>周期</source>
        <translation>Lifecycle</translation>
    </message>
</context>
<context>
    <name>HoldingTile</name>
    <message>
        <source>{day} 添加，互动 {count} 次</source>
        <translation>Added {day}, {count} contacts</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>正在读 {file}</source>
        <translation>Reading {file}</translation>
    </message>
    <message>
        <source>把文件拖到这里，或选一个</source>
        <translation>Drop a file here, or choose one</translation>
    </message>
    <message>
        <source>选文件</source>
        <translation>Choose file</translation>
    </message>
    <message>
        <source>存拒收行</source>
        <translation>Save refused rows</translation>
    </message>
    <message>
        <source>撤销这次导入</source>
        <translation>Undo this import</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>选要导入的文件</source>
        <translation>Choose the file to import</translation>
    </message>
    <message>
        <source>正在导入</source>
        <translation>Importing</translation>
    </message>
    <message>
        <source>Excel 文件 (*.xlsx)</source>
        <translation>Excel files (*.xlsx)</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>表头</source>
        <translation>Heading</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>值</source>
        <translation>Values</translation>
    </message>
    <message>
        <source>预览</source>
        <translation>Dry run</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>企业微信后台导出的客户列表、通讯录、客户群列表，原样的 .xlsx 就行；自己的表也行，列名可以指定</source>
        <translation>Customer list, address book or group list as WeCom&apos;s console exports them; tables of your own too, you say what the columns are</translation>
    </message>
    <message>
        <source>下载模板</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>看列怎么认的</source>
        <translation>See the columns</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>上一步</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>↑↓ 选表头那一行，Tab 换工作表；对了按 Enter</source>
        <translation>↑↓ choose the heading row, Tab leads to the sheet; Enter when it is right</translation>
    </message>
    <message>
        <source>F2 改，Del 不导入；不认识的列原样保留在客户资料里。对了按 Enter</source>
        <translation>F2 changes, Del leaves out; unknown columns are kept with the contact. Enter when it is right</translation>
    </message>
    <message>
        <source>F2 说明表里的说法是哪一项；对了按 Enter</source>
        <translation>F2 says what a word means; Enter when it is right</translation>
    </message>
    <message>
        <source>正在看这张表</source>
        <translation>Looking at the table</translation>
    </message>
    <message>
        <source>正在和现有资料对比</source>
        <translation>Comparing with what is here</translation>
    </message>
    <message>
        <source>正在重新对比</source>
        <translation>Comparing again</translation>
    </message>
    <message>
        <source>表格文件 (*.xlsx *.xls *.et *.ods);;所有文件 (*)</source>
        <translation>Spreadsheets (*.xlsx *.xls *.et *.ods);;All files (*)</translation>
    </message>
    <message>
        <source>客户导入模板.xlsx</source>
        <translation>Contacts template.xlsx</translation>
    </message>
    <message>
        <source>存模板</source>
        <translation>Save the template</translation>
    </message>
    <message>
        <source>已存 {file}，填好后拖到这里</source>
        <translation>{file} saved; fill it in and drop it here</translation>
    </message>
    <message>
        <source>已存 {file}，改好后可以直接再导入。</source>
        <translation>Saved {file}; once mended it can be imported again.</translation>
    </message>
    <message>
        <source>没有导入</source>
        <translation>Not imported</translation>
    </message>
    <message>
        <source>程序出了错，数据没有改动。</source>
        <translation>The program made a mistake; no data was changed.</translation>
    </message>
    <message>
        <source>归属（账号或姓名）</source>
        <translation>Owner (account or name)</translation>
    </message>
    <message>
        <source>原样保留</source>
        <translation>Kept as it is</translation>
    </message>
    <message>
        <source>不导入</source>
        <translation>Not taken in</translation>
    </message>
    <message>
        <source>标签（{group}）</source>
        <translation>Tags ({group})</translation>
    </message>
    <message>
        <source>标签（按名字找）</source>
        <translation>Tags (found by name)</translation>
    </message>
    <message>
        <source>表头相近</source>
        <translation>similar heading</translation>
    </message>
    <message>
        <source>看内容</source>
        <translation>its cells</translation>
    </message>
    <message>
        <source>和上次一样</source>
        <translation>as last time</translation>
    </message>
    <message>
        <source>手工选的</source>
        <translation>by hand</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>客户群</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>不填，原样另存</source>
        <translation>Leave empty, keep the text</translation>
    </message>
</context>
<context>
    <name>InsightsPage</name>
    <message>
        <source>本周</source>
        <translation>Week</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>本季</source>
        <translation>Quarter</translation>
    </message>
    <message>
        <source>自定</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>期间</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>团队任务</source>
        <translation>Team&apos;s tasks</translation>
    </message>
    <message>
        <source>每个人每天的任务：完成、晚了、跳过的理由，可以改派</source>
        <translation>Everybody&apos;s tasks of each day: done, late, why skipped; they can be given to others</translation>
    </message>
    <message>
        <source>全部网点</source>
        <translation>All branches</translation>
    </message>
    <message>
        <source>导出 Excel</source>
        <translation>Export to Excel</translation>
    </message>
    <message>
        <source>排名</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>SOP 完成</source>
        <translation>SOP work</translation>
    </message>
    <message>
        <source>值得看一眼</source>
        <translation>Worth a look</translation>
    </message>
    <message>
        <source>营销活动</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>找名字</source>
        <translation>Find a name</translation>
    </message>
    <message>
        <source>看板</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>{first} 至 {last}</source>
        <translation>{first} to {last}</translation>
    </message>
    <message>
        <source>换期间</source>
        <translation>Change the period</translation>
    </message>
    <message>
        <source>看这一个</source>
        <translation>Look at this one</translation>
    </message>
    <message>
        <source>换一张表</source>
        <translation>Next list</translation>
    </message>
    <message>
        <source>按别的列排</source>
        <translation>Rank by another</translation>
    </message>
    <message>
        <source>回上一层</source>
        <translation>One level up</translation>
    </message>
    <message>
        <source>算到 {time}</source>
        <translation>Counted up to {time}</translation>
    </message>
    <message>
        <source>导出看板</source>
        <translation>Export the figures</translation>
    </message>
    <message>
        <source>谁做了多少：SOP 完成</source>
        <translation>Who did how much: SOP work</translation>
    </message>
    <message>
        <source>团队任务：谁做了什么</source>
        <translation>Team: who has done what</translation>
    </message>
    <message>
        <source>自己加的任务</source>
        <translation>Added by hand</translation>
    </message>
    <message>
        <source>本期往前走了的客户</source>
        <translation>customers that moved on</translation>
    </message>
    <message>
        <source>高价值标签的客户</source>
        <translation>customers tagged as high value</translation>
    </message>
    <message>
        <source>{active} 位活跃，{resting} 位该联系了</source>
        <translation>{active} active, {resting} to be contacted</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>名次</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>存到哪个文件夹</source>
        <translation>Which folder to save to</translation>
    </message>
</context>
<context>
    <name>IntakeReport</name>
    <message>
        <source>看过 {count} 张图</source>
        <translation>Pictures looked at: {count}</translation>
    </message>
    <message>
        <source>还没有活码：{names}</source>
        <translation>Still without a code: {names}</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{n} 张可以登记</source>
        <translation>{n} can be registered</translation>
    </message>
    <message>
        <source>{n} 张要再看一眼</source>
        <translation>{n} need a second look</translation>
    </message>
    <message>
        <source>{n} 张不能用</source>
        <translation>{n} cannot be used</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>仍要登记</source>
        <translation>Register anyway</translation>
    </message>
    <message>
        <source>登记 {count} 个</source>
        <translation>Register {count}</translation>
    </message>
</context>
<context>
    <name>KeysWindow</name>
    <message>
        <source>字母和数字键在列表或卡片上有效，在输入框里只是输入</source>
        <translation>Letters and digits work on lists and cards; in a field they are just typed</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Shortcuts</translation>
    </message>
    <message>
        <source>到处可用</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>KindChips</name>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>往来</source>
        <translation>Talk</translation>
    </message>
    <message>
        <source>交易</source>
        <translation>Business</translation>
    </message>
    <message>
        <source>活动和群</source>
        <translation>Activities, groups</translation>
    </message>
    <message>
        <source>变化</source>
        <translation>Changes</translation>
    </message>
</context>
<context>
    <name>KnownPane</name>
    <message>
        <source>下次跟进</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>最近联系</source>
        <translation>Last touch</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>这次要做什么</source>
        <translation>What is it this time</translation>
    </message>
    <message>
        <source>按数字键</source>
        <translation>Press a digit</translation>
    </message>
    <message>
        <source>{owner} 的客户：阶段、标签和跟进只有归属人看得到。</source>
        <translation>Held by {owner}: only the owner sees stage, tags and follow-ups.</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>未安排</source>
        <translation>Not set</translation>
    </message>
    <message>
        <source>记一次到访</source>
        <translation>Log a visit</translation>
    </message>
    <message>
        <source>提醒{owner}跟进</source>
        <translation>Remind {owner}</translation>
    </message>
    <message>
        <source>加标签</source>
        <translation>Add a tag</translation>
    </message>
</context>
<context>
    <name>LateRow</name>
    <message>
        <source>复制这一家 ↵</source>
        <translation>Copy this one ↵</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>搜话术：标题、内容、编号、拼音</source>
        <translation>Title, words, number, pinyin</translation>
    </message>
    <message>
        <source>话术</source>
        <translation>Scripts</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>产品日历</source>
        <translation>Product calendar</translation>
    </message>
    <message>
        <source>活动</source>
        <translation>Activities</translation>
    </message>
    <message>
        <source>素材</source>
        <translation>Library</translation>
    </message>
    <message>
        <source>话术、图片、产品日历和活动</source>
        <translation>Scripts, pictures, product calendar and activities</translation>
    </message>
    <message>
        <source>看活动</source>
        <translation>Show the activities</translation>
    </message>
    <message>
        <source>换标签页</source>
        <translation>Change tab</translation>
    </message>
    <message>
        <source>看图片</source>
        <translation>Show pictures</translation>
    </message>
    <message>
        <source>看产品日历</source>
        <translation>Show the product calendar</translation>
    </message>
    <message>
        <source>厅堂</source>
        <translation>Lobby</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>社群</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>群活动</source>
        <translation>Activity</translation>
    </message>
    <message>
        <source>朋友圈</source>
        <translation>Moments</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>收藏</source>
        <translation>Starred</translation>
    </message>
    <message>
        <source>本网点</source>
        <translation>Own</translation>
    </message>
    <message>
        <source>网点推荐</source>
        <translation>From branches</translation>
    </message>
    <message>
        <source>停用的</source>
        <translation>Retired</translation>
    </message>
    <message>
        <source>在售</source>
        <translation>On sale</translation>
    </message>
    <message>
        <source>未开售</source>
        <translation>Coming</translation>
    </message>
    <message>
        <source>已结束</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>开售第一天</source>
        <translation>First day</translation>
    </message>
    <message>
        <source>快结束了</source>
        <translation>Ends soon</translation>
    </message>
    <message>
        <source>游戏后插播</source>
        <translation>After the game</translation>
    </message>
    <message>
        <source>午间一句话</source>
        <translation>At midday</translation>
    </message>
    <message>
        <source>长期</source>
        <translation>No end</translation>
    </message>
    <message>
        <source>{first} 至 {last}</source>
        <translation>{first} to {last}</translation>
    </message>
    <message>
        <source>今天最后一天</source>
        <translation>last day</translation>
    </message>
    <message>
        <source>还有 {days} 个工作日</source>
        <translation>{days} workdays left</translation>
    </message>
</context>
<context>
    <name>Lifecycle</name>
    <message>
        <source>获客</source>
        <translation>acquired</translation>
    </message>
    <message>
        <source>激活</source>
        <translation>activated</translation>
    </message>
    <message>
        <source>留存</source>
        <translation>retained</translation>
    </message>
    <message>
        <source>营收转化</source>
        <translation>converted</translation>
    </message>
    <message>
        <source>转介</source>
        <translation>referring</translation>
    </message>
</context>
<context>
    <name>LogLine</name>
    <message>
        <source>发生了什么</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>一句话：说了什么、要什么</source>
        <translation>One line: what was said, what is wanted</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>记下</source>
        <translation>Log it</translation>
    </message>
</context>
<context>
    <name>LostEditsDialog</name>
    <message>
        <source>撤销会丢掉手工改的 {count} 处</source>
        <translation>Undoing loses {count} edits made by hand</translation>
    </message>
    <message>
        <source>这次导入之后，有人改过同样的内容。照样撤销，这些改动也一起没有了。</source>
        <translation>Somebody has changed the same fields since this import. If you undo all the same, these edits go too.</translation>
    </message>
    <message>
        <source>谁的</source>
        <translation>Whose</translation>
    </message>
    <message>
        <source>哪一项</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>现在是</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>谁改的</source>
        <translation>Edited by</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>When</translation>
    </message>
    <message>
        <source>会丢掉的改动</source>
        <translation>Edits that would be lost</translation>
    </message>
    <message>
        <source>不撤销</source>
        <translation>Keep all</translation>
    </message>
    <message>
        <source>照样撤销</source>
        <translation>Undo all the same</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>台卡</source>
        <translation>Taika</translation>
    </message>
    <message>
        <source>这是样例网点，客户都是编的，随便试；不会动到真实数据</source>
        <translation>This is the sample branch; all customers are invented. Try anything: real data are not touched</translation>
    </message>
    <message>
        <source>退出样例</source>
        <translation>Leave sample</translation>
    </message>
    <message>
        <source>总行的服务器，几人共用</source>
        <translation>Head office&apos;s server, shared</translation>
    </message>
    <message>
        <source>总行的服务器，只看归您管的网点</source>
        <translation>Head office&apos;s server, your branches only</translation>
    </message>
    <message>
        <source>服务器连不上</source>
        <translation>The server does not answer</translation>
    </message>
    <message>
        <source>数据只在本机</source>
        <translation>Data on this PC only</translation>
    </message>
    <message>
        <source>本机已保存 {time}</source>
        <translation>Saved {time}</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>看同事刚写的</source>
        <translation>Show what others wrote</translation>
    </message>
    <message>
        <source>快速登记</source>
        <translation>Quick add</translation>
    </message>
    <message>
        <source>搜索全部</source>
        <translation>Search everything</translation>
    </message>
    <message>
        <source>换页面</source>
        <translation>Go to page</translation>
    </message>
    <message>
        <source>换到下一块</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>全部快捷键</source>
        <translation>All shortcuts</translation>
    </message>
</context>
<context>
    <name>Material</name>
    <message>
        <source>台卡</source>
        <translation>Table card</translation>
    </message>
    <message>
        <source>插卡</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>海报</source>
        <translation>Poster</translation>
    </message>
    <message>
        <source>易拉宝</source>
        <translation>Roll-up</translation>
    </message>
    <message>
        <source>胸牌</source>
        <translation>Badge</translation>
    </message>
    <message>
        <source>名片</source>
        <translation>Name card</translation>
    </message>
    <message>
        <source>贴纸</source>
        <translation>Sticker</translation>
    </message>
    <message>
        <source>手机图</source>
        <translation>Phone image</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>不分物料</source>
        <translation>Any material</translation>
    </message>
</context>
<context>
    <name>MaterialDialog</name>
    <message>
        <source>编辑图片</source>
        <translation>Edit picture</translation>
    </message>
    <message>
        <source>加图片</source>
        <translation>Add picture</translation>
    </message>
    <message>
        <source>例如：大额存单长图</source>
        <translation>e.g. certificate of deposit, long picture</translation>
    </message>
    <message>
        <source>3-31；不写就一直能用</source>
        <translation>3-31; empty: no last day</translation>
    </message>
    <message>
        <source>选图片文件</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>粘贴</source>
        <translation>Paste</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>说哪个产品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>用到哪天</source>
        <translation>Last day</translation>
    </message>
    <message>
        <source>不限产品</source>
        <translation>Any product</translation>
    </message>
    <message>
        <source>选图片</source>
        <translation>Choose a picture</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>剪贴板</source>
        <translation>Clipboard</translation>
    </message>
</context>
<context>
    <name>MemberModel</name>
    <message>
        <source>已离开</source>
        <translation>left</translation>
    </message>
</context>
<context>
    <name>MergeContactsDialog</name>
    <message>
        <source>← → 选每一项留哪边；标签、互动、跟进、同意书都并过来，另一条不再显示</source>
        <translation>← → choose which side stays, line by line; tags, events, steps and consents come along, the other contact is hidden</translation>
    </message>
    <message>
        <source>合并到 {name}</source>
        <translation>Merge into {name}</translation>
    </message>
    <message>
        <source>留下的内容</source>
        <translation>What stays</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>描述</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>企业</source>
        <translation>Company</translation>
    </message>
    <message>
        <source>职务</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>邮箱</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>生日</source>
        <translation>Birthday</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>{count} 位客户换成选中的标签，“{name}”停用</source>
        <translation>{count} contacts get the chosen tag instead; “{name}” is retired</translation>
    </message>
    <message>
        <source>“{name}”并到…</source>
        <translation>Merge “{name}” into…</translation>
    </message>
    <message>
        <source>写几个字找标签，回车并到它</source>
        <translation>Type to find a tag, Enter merges into it</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>MessageCard</name>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>换产品</source>
        <translation>Other product</translation>
    </message>
    <message>
        <source>{time} 已复制</source>
        <translation>Copied {time}</translation>
    </message>
    <message>
        <source>复制{name}</source>
        <translation>Copy {name}</translation>
    </message>
</context>
<context>
    <name>MessagePane</name>
    <message>
        <source>发到群里</source>
        <translation>For the group</translation>
    </message>
    <message>
        <source>复制后去企微粘贴</source>
        <translation>Copy, then paste in WeCom</translation>
    </message>
    <message>
        <source>公布后马上</source>
        <translation>Right after the answer</translation>
    </message>
    <message>
        <source>{time} 后</source>
        <translation>in {time}</translation>
    </message>
    <message>
        <source>现在发</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>到点再发</source>
        <translation>When it is time</translation>
    </message>
</context>
<context>
    <name>MissingRow</name>
    <message>
        <source>填好才能复制</source>
        <translation>Fill in</translation>
    </message>
    <message>
        <source>填上</source>
        <translation>Fill in</translation>
    </message>
    <message>
        <source>还缺“{name}”</source>
        <translation>“{name}” is missing</translation>
    </message>
</context>
<context>
    <name>MoreWindows</name>
    <message>
        <source>同一位客户（One ID）</source>
        <translation>One person (One ID)</translation>
    </message>
    <message>
        <source>转交选中的客户</source>
        <translation>Transfer the marked contacts</translation>
    </message>
    <message>
        <source>转交清单</source>
        <translation>Work list of transfers</translation>
    </message>
    <message>
        <source>转交等负责人 {count} 位</source>
        <translation>{count} transfers wait for the lead</translation>
    </message>
    <message>
        <source>排队登记（平板）</source>
        <translation>Walk the queue (tablet)</translation>
    </message>
    <message>
        <source>进场名单登记</source>
        <translation>List of a company visit</translation>
    </message>
</context>
<context>
    <name>NewForm</name>
    <message>
        <source>姓名或称呼</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>先生</source>
        <translation>Mr</translation>
    </message>
    <message>
        <source>女士</source>
        <translation>Ms</translation>
    </message>
    <message>
        <source>可以不填</source>
        <translation>Optional</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>客户同意留资料、联系</source>
        <translation>Agreed to storage and contact</translation>
    </message>
</context>
<context>
    <name>NowCard</name>
    <message>
        <source>总行必做</source>
        <translation>HQ task</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>改期</source>
        <translation>Put off</translation>
    </message>
    <message>
        <source>换一条</source>
        <translation>Another script</translation>
    </message>
    <message>
        <source>第 {place} 个，共 {count} 个群</source>
        <translation>Group {place} of {count}</translation>
    </message>
    <message>
        <source>第 {place} 位，共 {count} 位</source>
        <translation>{place} of {count}</translation>
    </message>
    <message>
        <source>话术 {key}</source>
        <translation>Script {key}</translation>
    </message>
    <message>
        <source>复制话术</source>
        <translation>Copy script</translation>
    </message>
    <message>
        <source>复制并到下一个群</source>
        <translation>Copy, next group</translation>
    </message>
    <message>
        <source>复制并到下一位</source>
        <translation>Copy, next person</translation>
    </message>
</context>
<context>
    <name>OneId</name>
    <message>
        <source>手机号相同</source>
        <translation>same phone</translation>
    </message>
    <message>
        <source>外部联系人 ID 相同</source>
        <translation>same external ID</translation>
    </message>
    <message>
        <source>UnionID 相同</source>
        <translation>same UnionID</translation>
    </message>
    <message>
        <source>名字像</source>
        <translation>name alike</translation>
    </message>
    <message>
        <source>企业像</source>
        <translation>company alike</translation>
    </message>
    <message>
        <source>备注像</source>
        <translation>remark alike</translation>
    </message>
    <message>
        <source>同一位</source>
        <translation>one person</translation>
    </message>
    <message>
        <source>两边都服务</source>
        <translation>both serve</translation>
    </message>
    <message>
        <source>不是同一位</source>
        <translation>two people</translation>
    </message>
    <message>
        <source>归 {name}</source>
        <translation>{name}&apos;s</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>添加人</source>
        <translation>Added by</translation>
    </message>
    <message>
        <source>添加时间</source>
        <translation>Added at</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>企业</source>
        <translation>Company</translation>
    </message>
    <message>
        <source>职务</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>生日</source>
        <translation>Birthday</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>阶段</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>互动</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>两位客户</source>
        <translation>The two contacts</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Because</translation>
    </message>
    <message>
        <source>判定</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>{a} 和 {b}</source>
        <translation>{a} and {b}</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>先添加的</source>
        <translation>Added first</translation>
    </message>
    <message>
        <source>另一条</source>
        <translation>The other</translation>
    </message>
</context>
<context>
    <name>OneIdWindow</name>
    <message>
        <source>手机号等相同的已自动连上；名字和备注、企业像的，请看过再定。合并只在同一位员工名下，都能撤销</source>
        <translation>The same phone or ID is linked at once; where only name and remark or company are alike, look and decide. Merging is within one member of staff; everything can be undone</translation>
    </message>
    <message>
        <source>同一位客户（One ID）</source>
        <translation>One person (One ID)</translation>
    </message>
    <message>
        <source>待确认</source>
        <translation>To confirm</translation>
    </message>
    <message>
        <source>已连上</source>
        <translation>Linked</translation>
    </message>
    <message>
        <source>判定过</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>两位客户</source>
        <translation>The two contacts</translation>
    </message>
    <message>
        <source>两边的内容</source>
        <translation>What the two say</translation>
    </message>
    <message>
        <source>同一位</source>
        <translation>One person</translation>
    </message>
    <message>
        <source>两边都服务</source>
        <translation>Both serve</translation>
    </message>
    <message>
        <source>不是</source>
        <translation>Two people</translation>
    </message>
    <message>
        <source>归先添加的</source>
        <translation>First add</translation>
    </message>
    <message>
        <source>归联系多的</source>
        <translation>Most contact</translation>
    </message>
    <message>
        <source>合并…</source>
        <translation>Merge…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>您可以看；连、定归属、合并请网点负责人来做</source>
        <translation>You may look; linking, deciding and merging is for the branch lead</translation>
    </message>
    <message>
        <source>这里没有要看的</source>
        <translation>Nothing to look at here</translation>
    </message>
    <message>
        <source>同一位员工名下有两条，按 M 挑好内容合并成一条</source>
        <translation>One member of staff holds both: M merges them with the values you choose</translation>
    </message>
    <message>
        <source>先添加的是 {first}，联系多的是 {most}；归属由网点负责人定</source>
        <translation>{first} added first, {most} has had most contact; the branch lead decides whose</translation>
    </message>
</context>
<context>
    <name>OptionCard</name>
    <message>
        <source>答案</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>{count} 人</source>
        <translation>{count}</translation>
    </message>
</context>
<context>
    <name>OrganisationPage</name>
    <message>
        <source>找网点</source>
        <translation>Find a branch</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>最近一次上报</source>
        <translation>Newest report</translation>
    </message>
    <message>
        <source>机构</source>
        <translation>Branches</translation>
    </message>
    <message>
        <source>去导入通讯录</source>
        <translation>Import the address book</translation>
    </message>
    <message>
        <source>还没有机构</source>
        <translation>No branches yet</translation>
    </message>
    <message>
        <source>导入企业微信后台导出的通讯录，或收到第一份上报表，这里就有了</source>
        <translation>Import the address book that WeCom&apos;s console exports, or take in a first report</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>职务</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>这里没有员工</source>
        <translation>Nobody here</translation>
    </message>
    <message>
        <source>上报用的电脑和它们的钥匙指纹</source>
        <translation>PCs that report, and the fingerprints of their keys</translation>
    </message>
    <message>
        <source>{branches} 家网点，{staff} 位员工</source>
        <translation>{branches} branches, {staff} people</translation>
    </message>
    <message>
        <source>换网点</source>
        <translation>Another branch</translation>
    </message>
    <message>
        <source>看它的看板</source>
        <translation>Its figures</translation>
    </message>
    <message>
        <source>复制所选</source>
        <translation>Copy the selection</translation>
    </message>
    <message>
        <source>导入通讯录</source>
        <translation>Import the address book</translation>
    </message>
    <message>
        <source>电脑 {name}&#x3000;{fingerprint}</source>
        <translation>PC {name}&#x3000;{fingerprint}</translation>
    </message>
    <message>
        <source>第一份上报表登记的钥匙，有疑问时打电话核对：</source>
        <translation>Keys enrolled by the first report; compare them by telephone when in doubt:</translation>
    </message>
</context>
<context>
    <name>Outlet</name>
    <message>
        <source>正在出图</source>
        <translation>Making pieces</translation>
    </message>
    <message>
        <source>存到哪个文件夹</source>
        <translation>Save to which folder</translation>
    </message>
</context>
<context>
    <name>OwnLine</name>
    <message>
        <source>{title} 含</source>
        <translation>{title} holds</translation>
    </message>
    <message>
        <source>{title} 从</source>
        <translation>{title} from</translation>
    </message>
    <message>
        <source>到</source>
        <translation>to</translation>
    </message>
</context>
<context>
    <name>PackCard</name>
    <message>
        <source>下发包</source>
        <translation>Pack</translation>
    </message>
    <message>
        <source>先导出编辑表，用 Excel 或 WPS 改好，再收回来；生成的下发包发给网点，网点先看再收。</source>
        <translation>Export the editing sheets, edit them in Excel or WPS and take them back; then send the pack to the branches, which look before they take it in.</translation>
    </message>
    <message>
        <source>导出编辑表</source>
        <translation>Export sheets</translation>
    </message>
    <message>
        <source>收回编辑表</source>
        <translation>Take sheets back</translation>
    </message>
    <message>
        <source>白名单空表</source>
        <translation>Empty list of leads</translation>
    </message>
    <message>
        <source>收白名单</source>
        <translation>Take in leads</translation>
    </message>
    <message>
        <source>这一份说的是什么，可以不填</source>
        <translation>What it is about (optional)</translation>
    </message>
    <message>
        <source>生成下发包</source>
        <translation>Build a pack</translation>
    </message>
    <message>
        <source>发给 {count} 个网点</source>
        <translation>Branches: {count}</translation>
    </message>
    <message>
        <source>发给全部网点</source>
        <translation>For all branches</translation>
    </message>
    <message>
        <source>导出白名单空表</source>
        <translation>Empty list of leads</translation>
    </message>
    <message>
        <source>选发给哪些网点</source>
        <translation>Choose the branches</translation>
    </message>
    <message>
        <source>给下发包设打开密码</source>
        <translation>Set a password to open the pack</translation>
    </message>
    <message>
        <source>存到哪个文件夹</source>
        <translation>Folder to save to</translation>
    </message>
    <message>
        <source>Excel 文件 (*.xlsx);;所有文件 (*)</source>
        <translation>Excel files (*.xlsx);;All files (*)</translation>
    </message>
    <message>
        <source>选改好的编辑表</source>
        <translation>Choose the edited sheets</translation>
    </message>
    <message>
        <source>正在导出</source>
        <translation>Exporting</translation>
    </message>
    <message>
        <source>正在读 {file}</source>
        <translation>Reading {file}</translation>
    </message>
    <message>
        <source>正在生成</source>
        <translation>Building</translation>
    </message>
</context>
<context>
    <name>PackDialog</name>
    <message>
        <source>总行下发包</source>
        <translation>Pack of head office</translation>
    </message>
    <message>
        <source>正在读 {file}</source>
        <translation>Reading {file}</translation>
    </message>
    <message>
        <source>已打电话和总行核对，指纹一样</source>
        <translation>Compared by telephone: the fingerprint is the same</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>两边都改了</source>
        <translation>Both changed</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>改什么</source>
        <translation>What changes</translation>
    </message>
    <message>
        <source>下发包会改什么</source>
        <translation>What the pack would change</translation>
    </message>
    <message>
        <source>不收</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>收下</source>
        <translation>Take it in</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>第 {number} 号：新增 {added}，更新 {changed}，停用 {removed}</source>
        <translation>Number {number}: {added} new, {changed} changed, {removed} withdrawn</translation>
    </message>
    <message>
        <source>{file}，总行 {time} 生成</source>
        <translation>{file}, built by head office at {time}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>“{pages}”导出以后有人改过：收的是总行签过名的内容，表格里的改动不收。</source>
        <translation>“{pages}” was changed after the export: what head office signed is taken in, the changes in the sheets are not.</translation>
    </message>
    <message>
        <source>没有新内容，和现在的一样。</source>
        <translation>Nothing new: everything is as it is here.</translation>
    </message>
    <message>
        <source>有 {count} 处两边都改了，在“两边都改了”里选；不选就按先后定，收下后还可以按 K 再定。</source>
        <translation>Fields changed by both sides: {count}. Choose under “Both changed”; without a choice the later one stands, and K settles them afterwards.</translation>
    </message>
    <message>
        <source>第一次收总行的下发包：请打电话，和总行核对下面的钥匙指纹。</source>
        <translation>The first pack of head office: compare the fingerprint below by telephone.</translation>
    </message>
    <message>
        <source>有 {count} 条是更新版本的台卡才有的，先存着，这台电脑升级后就用上。</source>
        <translation>{count} records are of a newer Taika; they are kept and take effect once this PC is upgraded.</translation>
    </message>
    <message>
        <source>总行还差这里的 {count} 条记录，下次上报会自动带上。</source>
        <translation>Records of this branch that head office lacks: {count}; the next report brings them.</translation>
    </message>
    <message>
        <source>还没有改动任何数据；收下之前会先备份，收下之后可以撤销。</source>
        <translation>Nothing has been changed yet. A backup is made first, and it can be undone afterwards.</translation>
    </message>
    <message>
        <source>{whose}&#x3000;{field}：本网点“{ours}”，总行“{theirs}”</source>
        <translation>{whose}  {field}: branch “{ours}”, head office “{theirs}”</translation>
    </message>
    <message>
        <source>点类别或按 F 展开、收起</source>
        <translation>Click a topic, or press F, to fold it out or up</translation>
    </message>
    <message>
        <source>1 用本网点的：{ours}
2 用总行的：{theirs}</source>
        <translation>1 the branch&apos;s: {ours}
2 head office&apos;s: {theirs}</translation>
    </message>
    <message>
        <source>用本网点的</source>
        <translation>the branch&apos;s</translation>
    </message>
    <message>
        <source>用总行的</source>
        <translation>head office&apos;s</translation>
    </message>
    <message>
        <source>正在备份，然后收下</source>
        <translation>Making a backup, then taking it in</translation>
    </message>
    <message>
        <source>没有收下</source>
        <translation>Not taken in</translation>
    </message>
    <message>
        <source>程序出了错，数据没有改动。</source>
        <translation>The program made a mistake; no data were changed.</translation>
    </message>
    <message>
        <source>{cure}没有收下，数据没有改动。</source>
        <translation>{cure} It was not taken in; nothing was changed.</translation>
    </message>
    <message>
        <source>{field}：{new}</source>
        <translation>{field}: {new}</translation>
    </message>
    <message>
        <source>{field}：{old} → {new}</source>
        <translation>{field}: {old} → {new}</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>{count} 项</source>
        <translation>Rows: {count}</translation>
    </message>
</context>
<context>
    <name>PaperView</name>
    <message>
        <source>打印预览</source>
        <translation>Print preview</translation>
    </message>
</context>
<context>
    <name>PassageModel</name>
    <message>
        <source>收 {kind}</source>
        <translation>In: {kind}</translation>
    </message>
    <message>
        <source>交 {kind}</source>
        <translation>Out: {kind}</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>打开密码</source>
        <translation>Password to open</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>两次输的不一样</source>
        <translation>The two are not the same</translation>
    </message>
    <message>
        <source>至少要 {count} 个字</source>
        <translation>At least {count} characters</translation>
    </message>
    <message>
        <source>打开密码已设，点这里改</source>
        <translation>Password set; change it here</translation>
    </message>
    <message>
        <source>加打开密码</source>
        <translation>Add a password to open</translation>
    </message>
    <message>
        <source>收的人要有这个密码才打得开，请用电话告诉对方，不要和文件放在一起。都留空就是不加。</source>
        <translation>Whoever receives it needs this password; tell it by telephone, never beside the file. Leave both empty for none.</translation>
    </message>
</context>
<context>
    <name>Passwords</name>
    <message>
        <source>没有等着输密码的上报表</source>
        <translation>No report waits for a password</translation>
    </message>
    <message>
        <source>{count} 份上报表打不开，要输打开密码：{files}。密码不对的，会再问。</source>
        <translation>Reports that need a password to open: {count} ({files}). Those that it does not fit are asked for again.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>PhoneField</name>
    <message>
        <source>手机号或姓名首字母</source>
        <translation>Phone number or initials</translation>
    </message>
</context>
<context>
    <name>PhotoDialog</name>
    <message>
        <source>照片的取景：方向键移动，+ − 缩放</source>
        <translation>The part of the photo: arrows move it, + and − zoom</translation>
    </message>
    <message>
        <source>{name} 的照片</source>
        <translation>Photo of {name}</translation>
    </message>
    <message>
        <source>拖动或方向键移动，滚轮或 + − 缩放；印出来是圆的。</source>
        <translation>Drag or use the arrows to move, the wheel or + and − to zoom. It prints round.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>用这张</source>
        <translation>Use it</translation>
    </message>
    <message>
        <source>选照片</source>
        <translation>Choose a photo</translation>
    </message>
</context>
<context>
    <name>PickerDelegate</name>
    <message>
        <source>继续：{title}</source>
        <translation>Go on: {title}</translation>
    </message>
    <message>
        <source>{theme}，{count} 题，{minutes} 分钟</source>
        <translation>{theme}, {count} rounds, {minutes} min</translation>
    </message>
</context>
<context>
    <name>PicturePainter</name>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
</context>
<context>
    <name>PicturesView</name>
    <message>
        <source>图片列表</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>加图片</source>
        <translation>Add picture</translation>
    </message>
    <message>
        <source>产品长图、活动海报放这里，话术可以配图，一键复制</source>
        <translation>Product pictures and posters go here; scripts can carry one, copied with one key</translation>
    </message>
    <message>
        <source>请网点负责人添加</source>
        <translation>Ask the branch lead to add some</translation>
    </message>
    <message>
        <source>还没有图片</source>
        <translation>No pictures yet</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>产品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>用到</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>配话术</source>
        <translation>Scripts</translation>
    </message>
    <message>
        <source>用过</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>复制图片</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>复制成文件</source>
        <translation>Copy as file</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Retire</translation>
    </message>
    <message>
        <source>选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>加一张图片</source>
        <translation>Add a picture</translation>
    </message>
    <message>
        <source>不限产品</source>
        <translation>Any product</translation>
    </message>
    <message>
        <source>用到 {day}</source>
        <translation>until {day}</translation>
    </message>
    <message>
        <source>长期能用</source>
        <translation>no last day</translation>
    </message>
    <message>
        <source>{product}，{until}</source>
        <translation>{product}, {until}</translation>
    </message>
</context>
<context>
    <name>PlaceLine</name>
    <message>
        <source>例如：柜台 3 号</source>
        <translation>For example: counter 3</translation>
    </message>
    <message>
        <source>点位</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>物料</source>
        <translation>Material</translation>
    </message>
    <message>
        <source>渠道</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>谁的码</source>
        <translation>Whose code</translation>
    </message>
    <message>
        <source>不指定</source>
        <translation>Not set</translation>
    </message>
</context>
<context>
    <name>PlacementList</name>
    <message>
        <source>点位</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
    <message>
        <source>比上期</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>还没有登记点位</source>
        <translation>No places registered yet</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>持平</source>
        <translation>the same</translation>
    </message>
</context>
<context>
    <name>PosterDialogs</name>
    <message>
        <source>这个码要再看一眼</source>
        <translation>Look at this code again</translation>
    </message>
    <message>
        <source>换一张</source>
        <translation>Use another</translation>
    </message>
    <message>
        <source>仍要登记</source>
        <translation>Register anyway</translation>
    </message>
    <message>
        <source>新点位</source>
        <translation>New place</translation>
    </message>
    <message>
        <source>例如：柜台 3 号</source>
        <translation>For example: counter 3</translation>
    </message>
    <message>
        <source>这件东西放在哪里</source>
        <translation>Where does the piece stand</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>加上</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>PostersPage</name>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>海报台卡</source>
        <translation>Posters and cards</translation>
    </message>
    <message>
        <source>导出 PDF</source>
        <translation>Export PDF</translation>
    </message>
    <message>
        <source>换版式</source>
        <translation>Next template</translation>
    </message>
    <message>
        <source>换员工</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>适合窗口</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>选人选版式</source>
        <translation>People and templates</translation>
    </message>
    <message>
        <source>活码和点位</source>
        <translation>Codes and places</translation>
    </message>
    <message>
        <source>版式工作台</source>
        <translation>Template workbench</translation>
    </message>
    <message>
        <source>版式 {version}</source>
        <translation>Templates {version}</translation>
    </message>
    <message>
        <source>{n} 件快到期</source>
        <translation>{n} running out</translation>
    </message>
    <message>
        <source>导入一个文件夹的二维码图片</source>
        <translation>Import a folder of QR pictures</translation>
    </message>
    <message>
        <source>活码和点位：什么挂在哪里，快到期的</source>
        <translation>Codes and places: what hangs where, what runs out</translation>
    </message>
    <message>
        <source>批量出图：选人选版式</source>
        <translation>Make a batch: people and templates</translation>
    </message>
    <message>
        <source>复制图片，发到微信</source>
        <translation>Copy as picture, to send in WeChat</translation>
    </message>
    <message>
        <source>复制成文件，发到微信</source>
        <translation>Copy as file, to send in WeChat</translation>
    </message>
    <message>
        <source>导出海报台卡 PDF</source>
        <translation>Export posters and cards as PDF</translation>
    </message>
    <message>
        <source>打印海报台卡</source>
        <translation>Print posters and cards</translation>
    </message>
    <message>
        <source>版式工作台：改版式，随包下发</source>
        <translation>Template workbench: change a template, send it with the pack</translation>
    </message>
    <message>
        <source>台卡与插卡</source>
        <translation>Table cards</translation>
    </message>
    <message>
        <source>海报与易拉宝</source>
        <translation>Posters and roll-ups</translation>
    </message>
    <message>
        <source>胸牌、名片与贴纸</source>
        <translation>Badges, cards, stickers</translation>
    </message>
    <message>
        <source>手机图</source>
        <translation>Phone pictures</translation>
    </message>
    <message>
        <source>{width} × {height} mm，打 1 张</source>
        <translation>{width} × {height} mm, 1 sheet</translation>
    </message>
    <message>
        <source>写上理由 F8</source>
        <translation>Give a reason F8</translation>
    </message>
    <message>
        <source>去改“{label}” F8</source>
        <translation>Change “{label}” F8</translation>
    </message>
    <message>
        <source>换一个版式 F8</source>
        <translation>Another template F8</translation>
    </message>
    <message>
        <source>本网点 {people} 人 × 1 版式 = {n} 张</source>
        <translation>{people} people × 1 template = {n} pieces</translation>
    </message>
    <message>
        <source>还没有活码：{names}</source>
        <translation>No code yet: {names}</translation>
    </message>
    <message>
        <source>试看，不能出图</source>
        <translation>Only a look, not to be made</translation>
    </message>
    <message>
        <source>Alt ↑↓ 回到员工本人</source>
        <translation>Alt ↑↓ back to the person</translation>
    </message>
    <message>
        <source>{name} 1 张</source>
        <translation>{name}, 1 piece</translation>
    </message>
    <message>
        <source>每一张都会先过扫码校验</source>
        <translation>Each one passes the scan check first</translation>
    </message>
</context>
<context>
    <name>PostponeDialog</name>
    <message>
        <source>改期</source>
        <translation>Put off</translation>
    </message>
    <message>
        <source>“{title}”改到什么时候？</source>
        <translation>Put “{title}” off to when?</translation>
    </message>
</context>
<context>
    <name>PracticePainter</name>
    <message>
        <source>已推荐</source>
        <translation>Commended</translation>
    </message>
    <message>
        <source>网点好做法</source>
        <translation>Good practice</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>新增</source>
        <translation>New</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>Updated</translation>
    </message>
    <message>
        <source>不变</source>
        <translation>Same</translation>
    </message>
    <message>
        <source>疑似流失</source>
        <translation>Suspected lost</translation>
    </message>
    <message>
        <source>拒收</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>提示</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>导入预览</source>
        <translation>Import preview</translation>
    </message>
    <message>
        <source>{kind}：新增 {new}，更新 {changed}，不变 {same}，拒收 {refused}</source>
        <translation>{kind}: {new} new, {changed} updated, {same} the same, {refused} refused</translation>
    </message>
    <message>
        <source>{file}，工作表 {sheet}，表头在第 {row} 行</source>
        <translation>{file}, sheet {sheet}, heading in row {row}</translation>
    </message>
    <message>
        <source>已导入</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>拒收的行按 Ctrl S 存出来，改好再导入；整次导入可以按 Ctrl Z 撤销。</source>
        <translation>Save refused rows with Ctrl S, mend and import them again; Ctrl Z undoes the whole import.</translation>
    </message>
    <message>
        <source>整次导入可以按 Ctrl Z 撤销。</source>
        <translation>Ctrl Z undoes the whole import.</translation>
    </message>
    <message>
        <source>拒收的行可以在表里按 F2 改好，或存出来改；其余的照常导入。</source>
        <translation>Mend refused rows here with F2, or save them to mend later; the others go in.</translation>
    </message>
    <message>
        <source>这份文件只有一部分客户，不据此判断谁流失。</source>
        <translation>This file holds only part of the contacts; nobody is taken for lost because of it.</translation>
    </message>
    <message>
        <source>不认识的列原样保留：{heads}</source>
        <translation>Unknown columns are kept as they are: {heads}</translation>
    </message>
    <message>
        <source>和现有资料一样，没有要改的。</source>
        <translation>The same as what is here; nothing to change.</translation>
    </message>
    <message>
        <source>还没有改动任何数据；空白的格子不会覆盖已有内容。</source>
        <translation>Nothing has been changed yet; blank cells never overwrite.</translation>
    </message>
</context>
<context>
    <name>PrintDialog</name>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>上一张 PgUp</source>
        <translation>Previous PgUp</translation>
    </message>
    <message>
        <source>下一张 PgDn</source>
        <translation>Next PgDn</translation>
    </message>
    <message>
        <source>向右偏移（mm）</source>
        <translation>Right by (mm)</translation>
    </message>
    <message>
        <source>向下偏移（mm）</source>
        <translation>Down by (mm)</translation>
    </message>
    <message>
        <source>用手机扫过这台打印机印的样张</source>
        <translation>A sample from this printer was tried with a phone</translation>
    </message>
    <message>
        <source>打印测试页（100 mm 刻度）</source>
        <translation>Print a test page (100 mm rule)</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>写 1 到 {most} 的数</source>
        <translation>A number from 1 to {most}</translation>
    </message>
    <message>
        <source>打印 {n} 张纸</source>
        <translation>Print {n} sheets</translation>
    </message>
    <message>
        <source>这台电脑没有装打印机。可以先出 PDF，到别处打印。</source>
        <translation>This PC has no printer. Make a PDF and print it elsewhere.</translation>
    </message>
    <message>
        <source>每件份数</source>
        <translation>Copies of each piece</translation>
    </message>
    <message>
        <source>{paper} 纸，每张 {each} 件</source>
        <translation>{paper} paper, {each} a sheet</translation>
    </message>
    <message>
        <source>，四周有裁切线</source>
        <translation>, with crop marks</translation>
    </message>
    <message>
        <source>。按实际大小打印，不要选“适合页面”。</source>
        <translation>. Print at actual size, not “fit to page”.</translation>
    </message>
    <message>
        <source>偏移要写成毫米数，例如 -1.5</source>
        <translation>An offset is a number of millimetres, such as -1.5</translation>
    </message>
</context>
<context>
    <name>PrizeLines</name>
    <message>
        <source>奖品</source>
        <translation>Prizes</translation>
    </message>
    <message>
        <source>预算</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>预算（元）</source>
        <translation>Budget (yuan)</translation>
    </message>
    <message>
        <source>机会 {share}</source>
        <translation>Chance {share}</translation>
    </message>
    <message>
        <source>已抽出 {spent} 元，还有 {left} 元，人人至少 {least} 元</source>
        <translation>{spent} yuan drawn, {left} left, at least {least} each</translation>
    </message>
    <message>
        <source>不限份数</source>
        <translation>No limit</translation>
    </message>
    <message>
        <source>{prize}的份数</source>
        <translation>Number of {prize}</translation>
    </message>
</context>
<context>
    <name>ProductDialog</name>
    <message>
        <source>编辑产品</source>
        <translation>Edit product</translation>
    </message>
    <message>
        <source>加产品</source>
        <translation>Add product</translation>
    </message>
    <message>
        <source>例如：大额存单 3 年期</source>
        <translation>e.g. 3-year certificate of deposit</translation>
    </message>
    <message>
        <source>3-1；不写就已开售</source>
        <translation>3-1; empty: already on sale</translation>
    </message>
    <message>
        <source>3-31；不写就长期</source>
        <translation>3-31; empty: no end</translation>
    </message>
    <message>
        <source>一段话加一个关键词，例如：想了解的朋友回复“存单”</source>
        <translation>A paragraph and a keyword, e.g.: reply “CD” to learn more</translation>
    </message>
    <message>
        <source>开售</source>
        <translation>On sale from</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>产品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>类型（决定风险提示）</source>
        <translation>Kind (decides the risk notice)</translation>
    </message>
    <message>
        <source>怎么说</source>
        <translation>What to say</translation>
    </message>
    <message>
        <source>存款、服务等</source>
        <translation>Deposits, services</translation>
    </message>
</context>
<context>
    <name>ProductsView</name>
    <message>
        <source>产品列表</source>
        <translation>Products</translation>
    </message>
    <message>
        <source>每个工作日最多说一个产品：开售和结束前先说，其余轮着来；有游戏的日子放在游戏后</source>
        <translation>One product a workday at most: openings and ends first, the others take turns; on game days right after the game</translation>
    </message>
    <message>
        <source>接下来两周说什么</source>
        <translation>What to say in the next two weeks</translation>
    </message>
    <message>
        <source>加产品</source>
        <translation>Add product</translation>
    </message>
    <message>
        <source>先把在售的产品和销售期放进来，日历会提议哪天说什么</source>
        <translation>Enter the products and their windows; the calendar proposes what to say when</translation>
    </message>
    <message>
        <source>还没有产品</source>
        <translation>No products yet</translation>
    </message>
    <message>
        <source>产品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>销售期</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>怎么说</source>
        <translation>What to say</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Retire</translation>
    </message>
    <message>
        <source>选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>复制怎么说</source>
        <translation>Copy the words</translation>
    </message>
    <message>
        <source>加一个产品</source>
        <translation>Add a product</translation>
    </message>
    <message>
        <source>没有在售的产品</source>
        <translation>Nothing is on sale</translation>
    </message>
    <message>
        <source>已复制“{name}”的介绍</source>
        <translation>Copied the words on “{name}”</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>ProofCard</name>
    <message>
        <source>扫码校验</source>
        <translation>Scan check</translation>
    </message>
    <message>
        <source>近处，正面</source>
        <translation>Near, straight</translation>
    </message>
    <message>
        <source>远处，正面</source>
        <translation>Far, straight</translation>
    </message>
    <message>
        <source>斜着 25°</source>
        <translation>At 25°</translation>
    </message>
    <message>
        <source>手抖、没对上焦</source>
        <translation>Shaky hand</translation>
    </message>
    <message>
        <source>暗光</source>
        <translation>Dim light</translation>
    </message>
    <message>
        <source>强光</source>
        <translation>Bright light</translation>
    </message>
    <message>
        <source>画面有噪点</source>
        <translation>Noisy picture</translation>
    </message>
    <message>
        <source>转发压缩后</source>
        <translation>Compressed</translation>
    </message>
    <message>
        <source>正在校验…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>出图前都会先扫一遍</source>
        <translation>Every piece is scanned before it leaves</translation>
    </message>
    <message>
        <source>模拟最远 {far} m</source>
        <translation>Simulated: {far} m</translation>
    </message>
    <message>
        <source>扫码校验通过</source>
        <translation>Scan check passed</translation>
    </message>
    <message>
        <source>能扫</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>扫不到</source>
        <translation>Fails</translation>
    </message>
    <message>
        <source>静区 4 格</source>
        <translation>4 modules quiet</translation>
    </message>
    <message>
        <source>静区不够</source>
        <translation>quiet zone too small</translation>
    </message>
    <message>
        <source>纠错 Q，{quiet}，余量 {left}%</source>
        <translation>Level Q, {quiet}, {left}% in reserve</translation>
    </message>
    <message>
        <source>逐格核对，内容与活码一致</source>
        <translation>Every module was checked</translation>
    </message>
</context>
<context>
    <name>QrCard</name>
    <message>
        <source>{name} 的二维码</source>
        <translation>QR code of {name}</translation>
    </message>
    <message>
        <source>还没有活码</source>
        <translation>No code yet</translation>
    </message>
    <message>
        <source>还没有活码，去海报页登记</source>
        <translation>No code yet; register one under Posters</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>共 {count} 题</source>
        <translation>of {count}</translation>
    </message>
    <message>
        <source>掷出来以后，按 A、B 或 C 记下结果</source>
        <translation>When the dice have fallen, press A, B or C</translation>
    </message>
    <message>
        <source>{why}。只讲给自己听，别发到群里。</source>
        <translation>{why}. For you only, not for the group.</translation>
    </message>
    <message>
        <source>公布后 1 分钟内发，这时候群里最热</source>
        <translation>Send within a minute of the answer, while the group looks</translation>
    </message>
    <message>
        <source>公布获奖，发奖</source>
        <translation>Announce winners, hand out</translation>
    </message>
    <message>
        <source>收尾，登记效果</source>
        <translation>Close, record the result</translation>
    </message>
    <message>
        <source>按 ↵ 结束：参加人数记进群的活跃，认得的客户写进时间线</source>
        <translation>↵ ends it: turnout goes to the group&apos;s activity, known contacts get it on their timelines</translation>
    </message>
</context>
<context>
    <name>QueueFrame</name>
    <message>
        <source>排队登记</source>
        <translation>Walk the queue</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>给客户扫</source>
        <translation>Show code</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>手机号</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>删一位</source>
        <translation>Delete a digit</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>没留号，只计 1 人</source>
        <translation>No number: count 1</translation>
    </message>
    <message>
        <source>已加上</source>
        <translation>Added</translation>
    </message>
    <message>
        <source>等通过</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>早就加了</source>
        <translation>Friend before</translation>
    </message>
    <message>
        <source>客户同意留资料、联系</source>
        <translation>Agreed to storage and contact</translation>
    </message>
</context>
<context>
    <name>QueueWindow</name>
    <message>
        <source>手机号</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>今天聊过 {spoken} 位：登记 {added}，没留 {declined}</source>
        <translation>{spoken} spoken to: {added} added, {declined} no</translation>
    </message>
    <message>
        <source>下一位请直接输手机号</source>
        <translation>Type the next number</translation>
    </message>
    <message>
        <source>还差 {count} 位</source>
        <translation>{count} digits to go</translation>
    </message>
    <message>
        <source>问好，输手机号</source>
        <translation>Say hello, type the number</translation>
    </message>
    <message>
        <source>不愿意留的，按“没留号”</source>
        <translation>For those who decline: Left no number</translation>
    </message>
    <message>
        <source>已是客户，归属 {owner}</source>
        <translation>Ours already, with {owner}</translation>
    </message>
    <message>
        <source>新客户，可以登记</source>
        <translation>New, can be registered</translation>
    </message>
    <message>
        <source>客户已同意，按保存</source>
        <translation>Consented: save</translation>
    </message>
    <message>
        <source>问过再勾同意；不勾只计 1 人</source>
        <translation>Ask, then tick consent; without it only one is counted</translation>
    </message>
    <message>
        <source>记一次到访</source>
        <translation>Log a visit</translation>
    </message>
    <message>
        <source>只计 1 人</source>
        <translation>Count 1 only</translation>
    </message>
    <message>
        <source>保存，下一位</source>
        <translation>Save, next</translation>
    </message>
</context>
<context>
    <name>QuickCaptureWindow</name>
    <message>
        <source>今日第 {count} 位</source>
        <translation>No. {count} today</translation>
    </message>
    <message>
        <source>活码标识 {state}</source>
        <translation>Code mark {state}</translation>
    </message>
    <message>
        <source>{count} 位</source>
        <translation>{count} digits</translation>
    </message>
    <message>
        <source>11 位，已查重</source>
        <translation>11 digits, checked</translation>
    </message>
    <message>
        <source>拼音首字母</source>
        <translation>Pinyin initials</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>保存到访</source>
        <translation>Save visit</translation>
    </message>
    <message>
        <source>提醒</source>
        <translation>Remind</translation>
    </message>
    <message>
        <source>加标签</source>
        <translation>Add tag</translation>
    </message>
    <message>
        <source>只计 1 人</source>
        <translation>Count only</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>Undone</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>社群</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>海报</source>
        <translation>Posters</translation>
    </message>
    <message>
        <source>素材</source>
        <translation>Library</translation>
    </message>
    <message>
        <source>同步</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>看板</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>机构</source>
        <translation>Branches</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>汇总</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>团队任务：谁做了什么</source>
        <translation>Team: who has done what</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>{name} 的资料</source>
        <translation>Record of {name}</translation>
    </message>
    <message>
        <source>免打扰：不群发、不回访</source>
        <translation>Do not disturb: no mass messages, no calls</translation>
    </message>
    <message>
        <source>同意留存资料（{date}）</source>
        <translation>Agreed to keep the data ({date})</translation>
    </message>
    <message>
        <source>同意留存资料</source>
        <translation>Agrees to keep the data</translation>
    </message>
    <message>
        <source>修改记录</source>
        <translation>History</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>{phone}，要改才填</source>
        <translation>{phone}; fill in only to change</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>8-15 或 1985-08-15</source>
        <translation>8-15 or 1985-08-15</translation>
    </message>
</context>
<context>
    <name>RegisterDialog</name>
    <message>
        <source>删除的只留时间、经办人和原因，名字已经没有了；仅存储的可以恢复。</source>
        <translation>Of the erased only time, clerk and reason remain, not the name; those in storage only can be taken back.</translation>
    </message>
    <message>
        <source>删除和仅存储登记</source>
        <translation>Register of erasures</translation>
    </message>
    <message>
        <source>怎么处理</source>
        <translation>What was done</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>经办</source>
        <translation>By</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>恢复使用</source>
        <translation>Use again</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>共 {count} 条</source>
        <translation>{count} entries</translation>
    </message>
    <message>
        <source>还没有登记</source>
        <translation>No entries yet</translation>
    </message>
</context>
<context>
    <name>RegisterModel</name>
    <message>
        <source>已删除</source>
        <translation>Erased</translation>
    </message>
    <message>
        <source>仅存储</source>
        <translation>Storage only</translation>
    </message>
</context>
<context>
    <name>RegisterWindow</name>
    <message>
        <source>渠道标识</source>
        <translation>Mark</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>物料</source>
        <translation>Material</translation>
    </message>
    <message>
        <source>挂在哪里</source>
        <translation>Where it hangs</translation>
    </message>
    <message>
        <source>有效期至</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>带来客户</source>
        <translation>Customers</translation>
    </message>
    <message>
        <source>近 30 天</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>活码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>点位</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>谁的码</source>
        <translation>Whose code</translation>
    </message>
    <message>
        <source>现在挂着</source>
        <translation>Hangs there now</translation>
    </message>
    <message>
        <source>出件</source>
        <translation>Made</translation>
    </message>
    <message>
        <source>什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>还剩</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>快到期</source>
        <translation>Running out</translation>
    </message>
    <message>
        <source>活码和点位</source>
        <translation>Codes and places</translation>
    </message>
    <message>
        <source>一件印刷品一个点位、一个渠道标识：客户从哪张卡来，数得清</source>
        <translation>One place and one mark for each printed piece: it counts which card brings customers</translation>
    </message>
    <message>
        <source>活码 1</source>
        <translation>Codes 1</translation>
    </message>
    <message>
        <source>点位 2</source>
        <translation>Places 2</translation>
    </message>
    <message>
        <source>快到期 3</source>
        <translation>Running out 3</translation>
    </message>
    <message>
        <source>看哪一张表</source>
        <translation>Which table</translation>
    </message>
    <message>
        <source>导入图片文件夹</source>
        <translation>Import a folder</translation>
    </message>
    <message>
        <source>新登记</source>
        <translation>New</translation>
    </message>
    <message>
        <source>改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>换新件</source>
        <translation>Make anew</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Take out of use</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>{n} 个点位，带来 {adds} 位客户</source>
        <translation>{n} places brought {adds} customers</translation>
    </message>
    <message>
        <source>{n} 个活码</source>
        <translation>{n} codes</translation>
    </message>
    <message>
        <source>30 天内没有到期的</source>
        <translation>Nothing runs out within 30 days</translation>
    </message>
    <message>
        <source>{n} 件在 30 天内到期</source>
        <translation>{n} run out within 30 days</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>过期 {n} 天</source>
        <translation>{n} days over</translation>
    </message>
    <message>
        <source>还有 {n} 天</source>
        <translation>{n} days left</translation>
    </message>
    <message>
        <source>今天到期</source>
        <translation>Ends today</translation>
    </message>
    <message>
        <source>印出的件</source>
        <translation>Printed piece</translation>
    </message>
</context>
<context>
    <name>Reminders</name>
    <message>
        <source>台卡</source>
        <translation>Taika</translation>
    </message>
    <message>
        <source>，还有 {count} 件</source>
        <translation>, and {count} more</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>{time} 开始“{title}”，先发预热</source>
        <translation>“{title}” starts at {time}: send the warm-up</translation>
    </message>
    <message>
        <source>到时间了：{title}，{count} 项</source>
        <translation>Due now: {title}, {count}</translation>
    </message>
    <message>
        <source>到时间了：{title}</source>
        <translation>Due now: {title}</translation>
    </message>
</context>
<context>
    <name>ReportCard</name>
    <message>
        <source>总行没有的</source>
        <translation>Lacking</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>带哪些记录</source>
        <translation>Which records go along</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>上报表里就是这些，一个字不多；没有列出来的备注、地址、聊天内容都留在网点。</source>
        <translation>This is all that the report holds; notes, addresses and chats that are not listed stay at the branch.</translation>
    </message>
    <message>
        <source>先看一眼</source>
        <translation>A look before</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>正在汇集</source>
        <translation>Gathering</translation>
    </message>
    <message>
        <source>这一页没有内容</source>
        <translation>Nothing on this sheet</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>全部网点</source>
        <translation>All branches</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>柜员</source>
        <translation>Teller</translation>
    </message>
    <message>
        <source>客户经理</source>
        <translation>Relationship manager</translation>
    </message>
    <message>
        <source>网点负责人</source>
        <translation>Branch lead</translation>
    </message>
    <message>
        <source>总行分析员</source>
        <translation>Head office analyst</translation>
    </message>
    <message>
        <source>系统管理员</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>审计</source>
        <translation>Auditor</translation>
    </message>
</context>
<context>
    <name>RuleDialog</name>
    <message>
        <source>几个条件都要符合；一个条件里写几个（用逗号分开），符合其一就算</source>
        <translation>All conditions have to fit; of several words in one (separated by commas) one is enough</translation>
    </message>
    <message>
        <source>改规则</source>
        <translation>Change the rule</translation>
    </message>
    <message>
        <source>新规则</source>
        <translation>New rule</translation>
    </message>
    <message>
        <source>例如：客群</source>
        <translation>e.g. Segment</translation>
    </message>
    <message>
        <source>例如：代发</source>
        <translation>e.g. Payroll</translation>
    </message>
    <message>
        <source>例如：扫描二维码，群聊</source>
        <translation>e.g. 扫描二维码, 群聊</translation>
    </message>
    <message>
        <source>例如：城东支行</source>
        <translation>e.g. East sub-branch</translation>
    </message>
    <message>
        <source>例如：工资，代发</source>
        <translation>e.g. salary, payroll</translation>
    </message>
    <message>
        <source>标签组</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>来源是</source>
        <translation>Source is</translation>
    </message>
    <message>
        <source>部门里有</source>
        <translation>Department holds</translation>
    </message>
    <message>
        <source>姓名、备注、描述、企业里有</source>
        <translation>Name, remark, description or company holds</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>写一下标签组</source>
        <translation>Enter the tag group</translation>
    </message>
</context>
<context>
    <name>RuleModel</name>
    <message>
        <source>总行</source>
        <translation>HQ</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>来源是 {words}</source>
        <translation>source is {words}</translation>
    </message>
    <message>
        <source>部门含 {words}</source>
        <translation>department holds {words}</translation>
    </message>
    <message>
        <source>姓名、备注、描述、企业里有 {words}</source>
        <translation>name, remark, description or company holds {words}</translation>
    </message>
    <message>
        <source> 或 </source>
        <translation> or </translation>
    </message>
    <message>
        <source>，且</source>
        <translation>, and </translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>总行 {day}</source>
        <translation>Head office {day}</translation>
    </message>
    <message>
        <source>内置</source>
        <translation>Built in</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>用的是</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>检查并保存</source>
        <translation>Check and save</translation>
    </message>
    <message>
        <source>到出错的行</source>
        <translation>To the fault</translation>
    </message>
    <message>
        <source>放弃改动</source>
        <translation>Drop the edits</translation>
    </message>
    <message>
        <source>用回内置的</source>
        <translation>Use the built-in ones</translation>
    </message>
    <message>
        <source>{count} 种，{own} 种用总行自己的，随下发包到网点</source>
        <translation>{count} kinds, {own} of head office&apos;s own; packs take them to the branches</translation>
    </message>
    <message>
        <source>换规则</source>
        <translation>Other rules</translation>
    </message>
    <message>
        <source>改</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>保存规则</source>
        <translation>Save the rules</translation>
    </message>
    <message>
        <source>第 {line} 行看不懂</source>
        <translation>Line {line} is not understood</translation>
    </message>
</context>
<context>
    <name>RulesWindow</name>
    <message>
        <source>导入客户时自动打标；手工去掉过的标签不会再打上。带总行的只看</source>
        <translation>Tags put on while contacts are imported; one that was taken off by hand is not put on again. Head office&apos;s are read only</translation>
    </message>
    <message>
        <source>打标规则</source>
        <translation>Tag rules</translation>
    </message>
    <message>
        <source>谁的</source>
        <translation>Whose</translation>
    </message>
    <message>
        <source>打上</source>
        <translation>Puts on</translation>
    </message>
    <message>
        <source>什么时候</source>
        <translation>When</translation>
    </message>
    <message>
        <source>新规则</source>
        <translation>New rule</translation>
    </message>
    <message>
        <source>改</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>去掉</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>给现有客户打标</source>
        <translation>Tag those already here</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>还没有规则，按 N 写第一条</source>
        <translation>No rules yet; N writes the first</translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>接着汇总</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>/ {total} 份</source>
        <translation>of {total} files</translation>
    </message>
</context>
<context>
    <name>RunnerBar</name>
    <message>
        <source>退出</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>抽奖</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>提前结束</source>
        <translation>End early</translation>
    </message>
    <message>
        <source>{group}，{members} 人</source>
        <translation>{group}, {members} members</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>{time} 开始，{close} 结束</source>
        <translation>Starts {time}, ends {close}</translation>
    </message>
    <message>
        <source>已进行 {minutes} 分，预计 {time} 结束</source>
        <translation>{minutes} min so far, ends about {time}</translation>
    </message>
</context>
<context>
    <name>RunnerStage</name>
    <message>
        <source>上一步</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>结束，登记效果</source>
        <translation>End and record</translation>
    </message>
    <message>
        <source>公布答案，进入{step}</source>
        <translation>Announce, then {step}</translation>
    </message>
    <message>
        <source>进入{step}</source>
        <translation>On to {step}</translation>
    </message>
    <message>
        <source>这一题公布后马上插播产品，群里最热</source>
        <translation>Put the product in right after this answer</translation>
    </message>
    <message>
        <source>这一题参与最多，群里正热，公布后可以先插播产品</source>
        <translation>More take part than ever: after the answer the product may come now</translation>
    </message>
    <message>
        <source>公布之前先登记，到点自动提醒</source>
        <translation>Register before announcing; you are reminded in time</translation>
    </message>
    <message>
        <source>趁热插播，发完就出下一题</source>
        <translation>Put it in while it is lively, then ask the next</translation>
    </message>
    <message>
        <source>{count} 位抽过了</source>
        <translation>{count} have drawn</translation>
    </message>
    <message>
        <source>答应的人人有份，按 D 抽</source>
        <translation>Everybody was promised something: D draws</translation>
    </message>
    <message>
        <source>记骰子</source>
        <translation>Enter dice</translation>
    </message>
    <message>
        <source>加减人数</source>
        <translation>More, fewer</translation>
    </message>
    <message>
        <source>粘贴群聊统计</source>
        <translation>Count a pasted chat</translation>
    </message>
    <message>
        <source>选得奖人</source>
        <translation>Choose winner</translation>
    </message>
    <message>
        <source>登记获奖</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>复制消息</source>
        <translation>Copy message</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>换产品</source>
        <translation>Other product</translation>
    </message>
    <message>
        <source>抽奖</source>
        <translation>Draw</translation>
    </message>
    <message>
        <source>提前结束</source>
        <translation>End early</translation>
    </message>
    <message>
        <source>退出，进度保留</source>
        <translation>Leave, progress is kept</translation>
    </message>
</context>
<context>
    <name>SavedBar</name>
    <message>
        <source>Alt {number} 用它，Del 去掉</source>
        <translation>Alt {number} uses it, Del takes it away</translation>
    </message>
</context>
<context>
    <name>ScriptDialog</name>
    <message>
        <source>发给 {name} 的话术</source>
        <translation>Script for {name}</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>还没有给客户的话术</source>
        <translation>No scripts for contacts yet</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{day} 给这位客户发过这一条</source>
        <translation>This customer had it on {day}</translation>
    </message>
    <message>
        <source>还缺：{names}</source>
        <translation>Missing: {names}</translation>
    </message>
</context>
<context>
    <name>ScriptEditor</name>
    <message>
        <source>加话术</source>
        <translation>Add script</translation>
    </message>
    <message>
        <source>复制成本网点的话术</source>
        <translation>Copy as the branch&apos;s own</translation>
    </message>
    <message>
        <source>编辑话术</source>
        <translation>Edit script</translation>
    </message>
    <message>
        <source>例如：到店提醒，约好时间的客户</source>
        <translation>e.g. visit reminder, appointment made</translation>
    </message>
    <message>
        <source>要说的话；变量写成 {客户} 这样，复制时自动填</source>
        <translation>The words; variables like {客户} are filled in when copied</translation>
    </message>
    <message>
        <source>例如：分行 3 月活动，已报备</source>
        <translation>e.g. branch campaign in March, approved</translation>
    </message>
    <message>
        <source>合规备注</source>
        <translation>Compliance note</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>用在</source>
        <translation>For</translation>
    </message>
    <message>
        <source>说哪个产品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>配图</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>话术</source>
        <translation>Scripts</translation>
    </message>
    <message>
        <source>不说产品</source>
        <translation>No product</translation>
    </message>
    <message>
        <source>不配图</source>
        <translation>No picture</translation>
    </message>
</context>
<context>
    <name>ScriptPane</name>
    <message>
        <source>谁在用</source>
        <translation>Who uses it</translation>
    </message>
    <message>
        <source>改过什么</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>复制话术</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>复制图片</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>换一条</source>
        <translation>Another</translation>
    </message>
    <message>
        <source>收进话术库</source>
        <translation>Take up for all</translation>
    </message>
    <message>
        <source>{key}，{kind}，第 {version} 版</source>
        <translation>{key}, {kind}, version {version}</translation>
    </message>
    <message>
        <source>合规备注：{note}</source>
        <translation>Compliance note: {note}</translation>
    </message>
    <message>
        <source>效果：{words}</source>
        <translation>Result: {words}</translation>
    </message>
    <message>
        <source>网点好做法，{words}</source>
        <translation>Good practice of a branch, {words}</translation>
    </message>
    <message>
        <source>本网点</source>
        <translation>Own</translation>
    </message>
    <message>
        <source>总行</source>
        <translation>HQ</translation>
    </message>
    <message>
        <source>已推荐</source>
        <translation>Commended</translation>
    </message>
    <message>
        <source>配图</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>取消收藏</source>
        <translation>Unstar</translation>
    </message>
    <message>
        <source>收藏</source>
        <translation>Star</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>复制一份来改</source>
        <translation>Copy to edit</translation>
    </message>
    <message>
        <source>不再推荐</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>推荐给总行</source>
        <translation>Commend to HQ</translation>
    </message>
    <message>
        <source>启用</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Retire</translation>
    </message>
    <message>
        <source>{name} {times} 次，最近 {day}</source>
        <translation>{name}: {times}, last {day}</translation>
    </message>
    <message>
        <source>近 90 天还没人用过</source>
        <translation>Not used in the last 90 days</translation>
    </message>
    <message>
        <source>{at} {name}：{text}</source>
        <translation>{at} {name}: {text}</translation>
    </message>
    <message>
        <source>下发或内置</source>
        <translation>pack or built-in</translation>
    </message>
</context>
<context>
    <name>ScriptsView</name>
    <message>
        <source>话术列表</source>
        <translation>Scripts</translation>
    </message>
    <message>
        <source>清除条件</source>
        <translation>Clear conditions</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>用在</source>
        <translation>For</translation>
    </message>
    <message>
        <source>销售期</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>用过</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>加话术</source>
        <translation>Add script</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Retire</translation>
    </message>
    <message>
        <source>收进话术库</source>
        <translation>Take up for all</translation>
    </message>
    <message>
        <source>推荐给总行</source>
        <translation>Commend to HQ</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>复制话术</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>复制图片</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>换一条</source>
        <translation>Another</translation>
    </message>
    <message>
        <source>收藏</source>
        <translation>Star</translation>
    </message>
    <message>
        <source>复制所选的话术</source>
        <translation>Copy the chosen script</translation>
    </message>
    <message>
        <source>收藏或取消</source>
        <translation>Star or unstar</translation>
    </message>
    <message>
        <source>加一条话术</source>
        <translation>Add a script</translation>
    </message>
    <message>
        <source>编辑所选的话术</source>
        <translation>Edit the chosen script</translation>
    </message>
    <message>
        <source>没有符合的话术</source>
        <translation>No scripts match</translation>
    </message>
    <message>
        <source>换个词，或清除条件看全部</source>
        <translation>Try another word, or clear the conditions</translation>
    </message>
</context>
<context>
    <name>SearchWindow</name>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>姓名、拼音首字母、手机尾号、页面、命令</source>
        <translation>Name, pinyin initials, last digits, page, command</translation>
    </message>
    <message>
        <source>搜索结果</source>
        <translation>Results</translation>
    </message>
</context>
<context>
    <name>ServerWindow</name>
    <message>
        <source>总行的数据库</source>
        <translation>Head office&apos;s database</translation>
    </message>
    <message>
        <source>几位分析员共用一个库，谁写了什么，别人马上看得到</source>
        <translation>Several analysts share one database; what one writes the others see at once</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>用本机的数据</source>
        <translation>Use this PC&apos;s data</translation>
    </message>
    <message>
        <source>正在连接 {place} …</source>
        <translation>Connecting to {place} …</translation>
    </message>
    <message>
        <source>没有连上 {place}</source>
        <translation>Could not connect to {place}</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>System</translation>
    </message>
    <message>
        <source>不提醒</source>
        <translation>None</translation>
    </message>
    <message>
        <source>窗口里</source>
        <translation>In the window</translation>
    </message>
    <message>
        <source>窗口和右下角</source>
        <translation>Window and tray</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>字号</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>到时间提醒</source>
        <translation>Reminders</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>修改密码…</source>
        <translation>Change password…</translation>
    </message>
    <message>
        <source>本机数据的密码</source>
        <translation>Password of this PC&apos;s data</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>成品预览</source>
        <translation>Preview of the piece</translation>
    </message>
    <message>
        <source>裁切</source>
        <translation>Trim</translation>
    </message>
    <message>
        <source>折线 {at}</source>
        <translation>Fold {at}</translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message>
        <source>今日新增</source>
        <translation>Adds today</translation>
    </message>
    <message>
        <source>本周新增</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>待回复</source>
        <translation>To answer</translation>
    </message>
    <message>
        <source>待跟进</source>
        <translation>Follow-ups</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>生日</source>
        <translation>Birthdays</translation>
    </message>
    <message>
        <source>写祝福</source>
        <translation>Send wishes</translation>
    </message>
    <message>
        <source>社群</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>今天说什么</source>
        <translation>What to say today</translation>
    </message>
    <message>
        <source>产品日历</source>
        <translation>Calendar</translation>
    </message>
    <message>
        <source>今天没有要跟进的客户</source>
        <translation>Nobody to follow up today</translation>
    </message>
    <message>
        <source>最久 {duration}</source>
        <translation>≤ {duration}</translation>
    </message>
    <message>
        <source>条</source>
        <translation>open</translation>
    </message>
    <message>
        <source>都回了</source>
        <translation>all answered</translation>
    </message>
    <message>
        <source>{age} 岁</source>
        <translation>aged {age}</translation>
    </message>
    <message>
        <source>{days} 天没联系</source>
        <translation>no contact for {days} days</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{group}，上次 {spoke}/{members} 人参与</source>
        <translation>{group}, last time {spoke} of {members}</translation>
    </message>
    <message>
        <source>{group}，{members} 人</source>
        <translation>{group}, {members} members</translation>
    </message>
    <message>
        <source>{days} 天没有客户发言，快成死群了</source>
        <translation>Silent for {days} days, nearly dead</translation>
    </message>
    <message>
        <source>唤醒</source>
        <translation>Wake up</translation>
    </message>
</context>
<context>
    <name>Sop</name>
    <message>
        <source>模板</source>
        <translation>Templates</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>步骤</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>给谁</source>
        <translation>For</translation>
    </message>
    <message>
        <source>哪几天</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>厅堂和内部</source>
        <translation>Lobby and desk</translation>
    </message>
    <message>
        <source>联系客户</source>
        <translation>Customers</translation>
    </message>
    <message>
        <source>群内容</source>
        <translation>Group content</translation>
    </message>
    <message>
        <source>群活动</source>
        <translation>Group activity</translation>
    </message>
    <message>
        <source>朋友圈</source>
        <translation>Moments</translation>
    </message>
    <message>
        <source>自己做</source>
        <translation>Oneself</translation>
    </message>
    <message>
        <source>每个群</source>
        <translation>Each group</translation>
    </message>
    <message>
        <source>逐位客户</source>
        <translation>Each customer</translation>
    </message>
    <message>
        <source>全部在联系的客户</source>
        <translation>All active customers</translation>
    </message>
    <message>
        <source>生日</source>
        <translation>Birthday</translation>
    </message>
    <message>
        <source>存款理财到期</source>
        <translation>Something matures</translation>
    </message>
    <message>
        <source>发生一件事之后</source>
        <translation>After an event</translation>
    </message>
    <message>
        <source>沉默的客户</source>
        <translation>Dormant customers</translation>
    </message>
    <message>
        <source>有某个标签</source>
        <translation>With a tag</translation>
    </message>
    <message>
        <source>流失的客户</source>
        <translation>Lost customers</translation>
    </message>
    <message>
        <source>请选</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>购买</source>
        <translation>Purchase</translation>
    </message>
    <message>
        <source>转介绍</source>
        <translation>Referral</translation>
    </message>
    <message>
        <source>进群</source>
        <translation>Joined a group</translation>
    </message>
    <message>
        <source>到访</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>回复</source>
        <translation>Reply</translation>
    </message>
    <message>
        <source>参加活动</source>
        <translation>Took part</translation>
    </message>
    <message>
        <source>挽回</source>
        <translation>Won back</translation>
    </message>
    <message>
        <source>每天</source>
        <translation>Every day</translation>
    </message>
    <message>
        <source>每周</source>
        <translation>Weekly</translation>
    </message>
    <message>
        <source>按添加天数</source>
        <translation>By days since added</translation>
    </message>
    <message>
        <source>按专业形象</source>
        <translation>By persona</translation>
    </message>
    <message>
        <source>按节日</source>
        <translation>By festival</translation>
    </message>
    <message>
        <source>柜员</source>
        <translation>Teller</translation>
    </message>
    <message>
        <source>客户经理</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>网点负责人</source>
        <translation>Branch lead</translation>
    </message>
    <message>
        <source>休假</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>病假</source>
        <translation>Sick</translation>
    </message>
    <message>
        <source>培训</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>外派</source>
        <translation>Duty elsewhere</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>一</source>
        <translation>M</translation>
    </message>
    <message>
        <source>二</source>
        <translation>T</translation>
    </message>
    <message>
        <source>三</source>
        <translation>W</translation>
    </message>
    <message>
        <source>四</source>
        <translation>T</translation>
    </message>
    <message>
        <source>五</source>
        <translation>F</translation>
    </message>
    <message>
        <source>六</source>
        <translation>S</translation>
    </message>
    <message>
        <source>日</source>
        <translation>S</translation>
    </message>
    <message>
        <source>添加满 {days} 天的客户</source>
        <translation>Added {days} days ago</translation>
    </message>
    <message>
        <source>标签：{tags}</source>
        <translation>Tags: {tags}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{event}后 {days} 天</source>
        <translation>{event}, {days} days after</translation>
    </message>
    <message>
        <source>节前 {days} 天</source>
        <translation>{days} days before</translation>
    </message>
    <message>
        <source>第 {day} 天</source>
        <translation>Day {day}</translation>
    </message>
    <message>
        <source>每月 {days} 号</source>
        <translation>Monthly on {days}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>SourcesCard</name>
    <message>
        <source>新增从哪来</source>
        <translation>Where adds come from</translation>
    </message>
    <message>
        <source>本期 {count} 位</source>
        <translation>{count} in this period</translation>
    </message>
</context>
<context>
    <name>SpanDialog</name>
    <message>
        <source>看哪一段</source>
        <translation>Which days</translation>
    </message>
    <message>
        <source>首尾两天都算。写成 2026-03-01。</source>
        <translation>First and last day included. Write 2026-03-01.</translation>
    </message>
    <message>
        <source>从哪天</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到哪天</source>
        <translation>To</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>就看这段</source>
        <translation>Show these</translation>
    </message>
    <message>
        <source>要在第一天之后</source>
        <translation>Has to follow the first day</translation>
    </message>
    <message>
        <source>看不懂，写成 2026-03-01</source>
        <translation>Not a day; write 2026-03-01</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>缩小 Ctrl −</source>
        <translation>Zoom out Ctrl −</translation>
    </message>
    <message>
        <source>放大 Ctrl +</source>
        <translation>Zoom in Ctrl +</translation>
    </message>
    <message>
        <source>适合窗口</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>标尺</source>
        <translation>Rulers</translation>
    </message>
    <message>
        <source>出血</source>
        <translation>Bleed</translation>
    </message>
    <message>
        <source>折线</source>
        <translation>Folds</translation>
    </message>
    <message>
        <source>安全区</source>
        <translation>Safe area</translation>
    </message>
    <message>
        <source>出血 {mm} mm</source>
        <translation>Bleed {mm} mm</translation>
    </message>
    <message>
        <source>不出血</source>
        <translation>No bleed</translation>
    </message>
    <message>
        <source>认知</source>
        <translation>Aware</translation>
    </message>
    <message>
        <source>兴趣</source>
        <translation>Interest</translation>
    </message>
    <message>
        <source>购买</source>
        <translation>Purchase</translation>
    </message>
    <message>
        <source>忠诚</source>
        <translation>Loyal</translation>
    </message>
</context>
<context>
    <name>StageDialog</name>
    <message>
        <source>一直</source>
        <translation>For good</translation>
    </message>
    <message>
        <source>{days} 天</source>
        <translation>{days} days</translation>
    </message>
    <message>
        <source>多久以后改回按记录推算</source>
        <translation>Until it follows the records again</translation>
    </message>
</context>
<context>
    <name>Standings</name>
    <message>
        <source>名次</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>排名</source>
        <translation>Ranking</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>台卡</source>
        <translation>Taika</translation>
    </message>
</context>
<context>
    <name>StepForm</name>
    <message>
        <source>总行的步骤：可以改时间，或另存一份再改</source>
        <translation>Head office&apos;s step: shift its time, or copy the template</translation>
    </message>
    <message>
        <source>不用</source>
        <translation>None</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>一句话说清做什么</source>
        <translation>What to do, in a few words</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>对象</source>
        <translation>For</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>截止</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>第几天（节日写提前几天）</source>
        <translation>Day (before, for a festival)</translation>
    </message>
    <message>
        <source>星期，不选就是每天</source>
        <translation>Weekdays; none is every day</translation>
    </message>
    <message>
        <source>日期，例如 03-15</source>
        <translation>Dates, e.g. 03-15</translation>
    </message>
    <message>
        <source>每月几号，1 到 28</source>
        <translation>Days of the month, 1 to 28</translation>
    </message>
    <message>
        <source>哪些客户</source>
        <translation>Which customers</translation>
    </message>
    <message>
        <source>发生了什么</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>标签，任一个</source>
        <translation>Any of these tags</translation>
    </message>
    <message>
        <source>天数</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>过后几天</source>
        <translation>Days after</translation>
    </message>
    <message>
        <source>每人最多</source>
        <translation>At most each</translation>
    </message>
    <message>
        <source>隔几天再找</source>
        <translation>Days of pause</translation>
    </message>
    <message>
        <source>最近几天添加</source>
        <translation>Added within days</translation>
    </message>
    <message>
        <source>群人数不少于</source>
        <translation>Group has at least</translation>
    </message>
    <message>
        <source>话术</source>
        <translation>Script</translation>
    </message>
    <message>
        <source>配图素材</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>怎么做</source>
        <translation>How to do it</translation>
    </message>
    <message>
        <source>内容从哪来</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>怎么缩</source>
        <translation>How to shorten</translation>
    </message>
    <message>
        <source>发到哪</source>
        <translation>Where to post</translation>
    </message>
    <message>
        <source>配什么图</source>
        <translation>What pictures</translation>
    </message>
    <message>
        <source>谁可见（标签）</source>
        <translation>Who sees it (tags)</translation>
    </message>
    <message>
        <source>应做数</source>
        <translation>Expected count</translation>
    </message>
    <message>
        <source>必做</source>
        <translation>Must</translation>
    </message>
</context>
<context>
    <name>StepPainter</name>
    <message>
        <source>必做</source>
        <translation>Must</translation>
    </message>
</context>
<context>
    <name>Suspicions</name>
    <message>
        <source>看什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>看到的</source>
        <translation>Seen</translation>
    </message>
    <message>
        <source>怎么数的</source>
        <translation>How it is counted</translation>
    </message>
    <message>
        <source>值得看一眼</source>
        <translation>Worth a look</translation>
    </message>
    <message>
        <source>没有要看的：没有缺归属、不可能的数字，也没有一下子加很多</source>
        <translation>Nothing to look at: no missing owners, no impossible numbers, no sudden adds</translation>
    </message>
</context>
<context>
    <name>TagChips</name>
    <message>
        <source>没有这个标签</source>
        <translation>No such tag</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
</context>
<context>
    <name>TagDialog</name>
    <message>
        <source>给 {count} 位打标签</source>
        <translation>Tag {count} contacts</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>点一下全部打上，再点全部去掉；一步可撤销</source>
        <translation>One click gives it to all, another takes it from all; one step to undo</translation>
    </message>
    <message>
        <source>写几个字找标签，回车选中</source>
        <translation>Type to find a tag, Enter picks it</translation>
    </message>
    <message>
        <source>去掉 {name}</source>
        <translation>Take off {name}</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>改好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>TagGrid</name>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>数字键勾选</source>
        <translation>Digits tick</translation>
    </message>
    <message>
        <source>Tab 过来按数字</source>
        <translation>Tab here, then digits</translation>
    </message>
    <message>
        <source>还没有标签</source>
        <translation>No tags yet</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>TagWindow</name>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>标签组</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>个数</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>客户</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>占比</source>
        <translation>Share</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>近 30 天</source>
        <translation>30 days</translation>
    </message>
    <message>
        <source>{name}（已停用）</source>
        <translation>{name} (retired)</translation>
    </message>
    <message>
        <source>带锁的是总行的，网点只能用；自己的可以改名、合并、停用。企业微信最多 100 组，每组 100 个</source>
        <translation>Locked tags are head office&apos;s: use them only. Your own can be renamed, merged, retired. WeCom takes 100 groups of 100</translation>
    </message>
    <message>
        <source>标签管理</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>新组</source>
        <translation>New group</translation>
    </message>
    <message>
        <source>新标签</source>
        <translation>New tag</translation>
    </message>
    <message>
        <source>改名</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>合并到…</source>
        <translation>Merge into…</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Retire</translation>
    </message>
    <message>
        <source>打标规则</source>
        <translation>Tag rules</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>启用</source>
        <translation>Use again</translation>
    </message>
    <message>
        <source>您的角色只看，不能改标签</source>
        <translation>Your role may look, not change tags</translation>
    </message>
    <message>
        <source>这一组是总行的：可以用，不能改</source>
        <translation>This group is head office&apos;s: use it, no changes</translation>
    </message>
    <message>
        <source>新标签组的名称</source>
        <translation>Name of the new group</translation>
    </message>
    <message>
        <source>“{group}”里新标签的名称</source>
        <translation>Name of the new tag in “{group}”</translation>
    </message>
    <message>
        <source>标签组的新名称</source>
        <translation>New name of the group</translation>
    </message>
    <message>
        <source>标签的新名称</source>
        <translation>New name of the tag</translation>
    </message>
</context>
<context>
    <name>TakeOverWindow</name>
    <message>
        <source>从另一台电脑接手</source>
        <translation>Take over from another PC</translation>
    </message>
    <message>
        <source>在旧电脑的“总行同步”里按 J 做一份全部的交接包，或用本网点的共享文件夹</source>
        <translation>On the old PC press J under Sync and make a handover of everything, or use the branch&apos;s shared folder</translation>
    </message>
    <message>
        <source>接手后两台电脑都能用，各记各的，互相交接就会一样；旧电脑不用了，请删掉上面的数据</source>
        <translation>Both PCs can be used afterwards; each keeps its own record, and handing over makes them alike. Delete the data of a PC that is given up</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>{branch}，{count} 位客户</source>
        <translation>{branch}, {count} contacts</translation>
    </message>
    <message>
        <source>{time} 做的，共 {files} 份</source>
        <translation>Made at {time}, {files} files</translation>
    </message>
    <message>
        <source>请打电话或当面和那台电脑核对钥匙指纹，一样再接手：</source>
        <translation>Compare the fingerprint with that PC by telephone or in person before you take over:</translation>
    </message>
    <message>
        <source>还缺第 {parts} 份：可以先接手，以后补收。</source>
        <translation>Part {parts} is missing: you may begin, and take it in later.</translation>
    </message>
    <message>
        <source>从哪里接</source>
        <translation>From where</translation>
    </message>
    <message>
        <source>选交接包</source>
        <translation>Choose handovers</translation>
    </message>
    <message>
        <source>选共享文件夹</source>
        <translation>Choose the shared folder</translation>
    </message>
    <message>
        <source>看一看</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>打开密码（做交接包的人定的）</source>
        <translation>Password to open (set by who made it)</translation>
    </message>
    <message>
        <source>核对，再定这台电脑的密码</source>
        <translation>Compare, then set this PC&apos;s password</translation>
    </message>
    <message>
        <source>已和对方核对，指纹一样</source>
        <translation>Compared with the other side, it is the same</translation>
    </message>
    <message>
        <source>至少 {count} 个字</source>
        <translation>At least {count} characters</translation>
    </message>
    <message>
        <source>这台电脑的密码</source>
        <translation>Password of this PC</translation>
    </message>
    <message>
        <source>再输一次密码</source>
        <translation>The password again</translation>
    </message>
    <message>
        <source>接手并打开</source>
        <translation>Take over and open</translation>
    </message>
    <message>
        <source>交接包 (*.xlsx)</source>
        <translation>Handovers (*.xlsx)</translation>
    </message>
    <message>
        <source>本网点电脑都能打开的文件夹</source>
        <translation>A folder that all PCs of the branch can open</translation>
    </message>
    <message>
        <source>还没有选；几份的可以一起选</source>
        <translation>None yet; take all parts</translation>
    </message>
    <message>
        <source>密码太短，至少 {count} 个字</source>
        <translation>Too short: at least {count} characters</translation>
    </message>
    <message>
        <source>两次输入的不一样</source>
        <translation>The two differ</translation>
    </message>
</context>
<context>
    <name>TaskList</name>
    <message>
        <source>今天的任务</source>
        <translation>Tasks of today</translation>
    </message>
</context>
<context>
    <name>TeamPane</name>
    <message>
        <source>本周</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>上周</source>
        <translation>Last week</translation>
    </message>
    <message>
        <source>每天完成的步骤</source>
        <translation>Steps done each day</translation>
    </message>
    <message>
        <source>完成数/应做数；跳过有理由的不算在内；还没到时候的不影响颜色。按姓名排列，不排名。</source>
        <translation>Done of due; skipped with a reason does not count; what is not due yet leaves the colour alone. In order of names, no ranking.</translation>
    </message>
    <message>
        <source>常漏的步骤</source>
        <translation>Often missed steps</translation>
    </message>
    <message>
        <source>转给同事</source>
        <translation>Hand on</translation>
    </message>
    <message>
        <source>这一天</source>
        <translation>This day</translation>
    </message>
    <message>
        <source>选人和日子</source>
        <translation>Person and day</translation>
    </message>
    <message>
        <source>本周或上周</source>
        <translation>This or last week</translation>
    </message>
    <message>
        <source>回到我的</source>
        <translation>Back to mine</translation>
    </message>
    <message>
        <source>今天还有 {count} 项在做</source>
        <translation>{count} open today</translation>
    </message>
    <message>
        <source>近两周没有常漏的步骤</source>
        <translation>No step was often missed in two weeks</translation>
    </message>
    <message>
        <source>{name}，{day}</source>
        <translation>{name}, {day}</translation>
    </message>
    <message>
        <source>这一天没有安排</source>
        <translation>Nothing that day</translation>
    </message>
    <message>
        <source>“{title}”转给谁？</source>
        <translation>Hand “{title}” to whom?</translation>
    </message>
    <message>
        <source>没做完的 {count} 项转过去，做完的不动</source>
        <translation>The {count} open ones go over; what is done stays</translation>
    </message>
    <message>
        <source>转给</source>
        <translation>Hand on</translation>
    </message>
    <message>
        <source>{time} 完成，按时</source>
        <translation>done {time}, on time</translation>
    </message>
    <message>
        <source>{time} 完成，晚了些</source>
        <translation>done {time}, a little late</translation>
    </message>
    <message>
        <source>还有 {count} 项没做</source>
        <translation>{count} still open</translation>
    </message>
    <message>
        <source>还没到时候，{count} 项</source>
        <translation>not due yet, {count}</translation>
    </message>
    <message>
        <source>跳过：{reason}</source>
        <translation>skipped: {reason}</translation>
    </message>
    <message>
        <source>晚 {count}</source>
        <translation>{count} late</translation>
    </message>
    <message>
        <source>漏 {count}</source>
        <translation>{count} left</translation>
    </message>
    <message>
        <source>跳 {count}</source>
        <translation>{count} skipped</translation>
    </message>
    <message>
        <source>{due} 次里 {parts}</source>
        <translation>of {due}: {parts}</translation>
    </message>
    <message>
        <source>多在 {time} 前后完成，把时间改到那时试试</source>
        <translation>Mostly done around {time}: try that time</translation>
    </message>
    <message>
        <source>客户常不在，换个时间试试</source>
        <translation>Customers are often away: try another time</translation>
    </message>
    <message>
        <source>常常当面说过了，可以少发几位</source>
        <translation>Often said in person already: write to fewer</translation>
    </message>
    <message>
        <source>有客户不想收，把对象收窄一些</source>
        <translation>Some do not want it: narrow the audience</translation>
    </message>
    <message>
        <source>内容不合适，换一条话术</source>
        <translation>The words do not fit: take another script</translation>
    </message>
    <message>
        <source>常顾不上，分给两个人，或改成选做</source>
        <translation>Often no time for it: share it, or make it optional</translation>
    </message>
    <message>
        <source>按时 {on_time}，晚些 {late}，跳过 {skipped}，没做 {left}</source>
        <translation>on time {on_time}, later {late}, skipped {skipped}, open {left}</translation>
    </message>
</context>
<context>
    <name>TemplateActs</name>
    <message>
        <source>第一步</source>
        <translation>First step</translation>
    </message>
    <message>
        <source>新的一步</source>
        <translation>New step</translation>
    </message>
</context>
<context>
    <name>TemplateBar</name>
    <message>
        <source>退出</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>日清单模板</source>
        <translation>Templates of the day</translation>
    </message>
    <message>
        <source>步骤</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>一周</source>
        <translation>Week</translation>
    </message>
    <message>
        <source>看步骤还是看一周</source>
        <translation>Steps or the week</translation>
    </message>
    <message>
        <source>新模板</source>
        <translation>New template</translation>
    </message>
    <message>
        <source>加一步</source>
        <translation>Add step</translation>
    </message>
    <message>
        <source>改模板</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>另存一份</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>已启用</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>没有启用</source>
        <translation>not in use</translation>
    </message>
    <message>
        <source>第 {version} 版</source>
        <translation>version {version}</translation>
    </message>
    <message>
        <source>总行的</source>
        <translation>head office&apos;s</translation>
    </message>
    <message>
        <source>还没有模板</source>
        <translation>No templates yet</translation>
    </message>
    <message>
        <source>{first} 到 {last}，全部模板，{tasks} 项</source>
        <translation>{first} to {last}, all templates, {tasks} tasks</translation>
    </message>
    <message>
        <source>{first} 到 {last}，只看“{title}”，{tasks} 项</source>
        <translation>{first} to {last}, only “{title}”, {tasks} tasks</translation>
    </message>
</context>
<context>
    <name>TemplateForm</name>
    <message>
        <source>模板：{title}</source>
        <translation>Template: {title}</translation>
    </message>
    <message>
        <source>新模板</source>
        <translation>New template</translation>
    </message>
    <message>
        <source>例如：周末值班</source>
        <translation>E.g. weekend duty</translation>
    </message>
    <message>
        <source>工作日，含调休上班的周末</source>
        <translation>Workdays, make-up days included</translation>
    </message>
    <message>
        <source>每一天，含节假日</source>
        <translation>Every day, holidays too</translation>
    </message>
    <message>
        <source>例如：养老</source>
        <translation>E.g. pensions</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>怎么排</source>
        <translation>How planned</translation>
    </message>
    <message>
        <source>哪些日子</source>
        <translation>Which days</translation>
    </message>
    <message>
        <source>哪些专业形象的人做</source>
        <translation>For which personas</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>好</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>TemplatePainter</name>
    <message>
        <source>{kind}，{steps} 步</source>
        <translation>{kind}, {steps} steps</translation>
    </message>
</context>
<context>
    <name>TemplateWindow</name>
    <message>
        <source>日清单模板</source>
        <translation>Templates of the day</translation>
    </message>
    <message>
        <source>模板</source>
        <translation>Templates</translation>
    </message>
    <message>
        <source>步骤</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>换天，到头换周</source>
        <translation>Day, at the end the week</translation>
    </message>
    <message>
        <source>看这一步</source>
        <translation>Look at the step</translation>
    </message>
    <message>
        <source>只看这个模板</source>
        <translation>This template only</translation>
    </message>
    <message>
        <source>启用或停用</source>
        <translation>Use or rest</translation>
    </message>
    <message>
        <source>新模板</source>
        <translation>New template</translation>
    </message>
    <message>
        <source>加一步</source>
        <translation>Add step</translation>
    </message>
    <message>
        <source>改模板</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>另存一份</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>移动步骤</source>
        <translation>Move step</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>选</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>一周</source>
        <translation>Week</translation>
    </message>
    <message>
        <source>换一块</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>{year} 年的节假日还没有公布</source>
        <translation>The holidays of {year} are not published yet</translation>
    </message>
    <message>
        <source>先按周末休息推算，收到总行的节假日表再看一遍</source>
        <translation>Weekends are taken as free; look again when head office has sent its holidays</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>互动记录</source>
        <translation>History</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>客户不在</source>
        <translation>Not reachable</translation>
    </message>
    <message>
        <source>已当面说过</source>
        <translation>Said in person</translation>
    </message>
    <message>
        <source>内容不合适</source>
        <translation>Does not fit</translation>
    </message>
    <message>
        <source>客户不想收</source>
        <translation>Not wanted</translation>
    </message>
    <message>
        <source>为什么跳过？</source>
        <translation>Why skip it?</translation>
    </message>
    <message>
        <source>会记进 SOP 完成率，单独统计</source>
        <translation>Goes into the completion rate, counted apart</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>一小时后 {time}</source>
        <translation>In an hour, {time}</translation>
    </message>
    <message>
        <source>收班前 {time}</source>
        <translation>Before closing, {time}</translation>
    </message>
    <message>
        <source>{day} {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>改到什么时候？</source>
        <translation>Put off until when?</translation>
    </message>
    <message>
        <source>改期不算跳过，也不算过期</source>
        <translation>Putting off is neither skipped nor late</translation>
    </message>
    <message>
        <source>改期</source>
        <translation>Put off</translation>
    </message>
    <message>
        <source>客户的提醒到当天早上才生成</source>
        <translation>Reminders for contacts are made that morning</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Late</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>稍后</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>已完成 {count} 件</source>
        <translation>{count} done</translation>
    </message>
    <message>
        <source>，跳过 {count} 件</source>
        <translation>, {count} skipped</translation>
    </message>
    <message>
        <source>{time} 完成，晚了</source>
        <translation>done at {time}, late</translation>
    </message>
    <message>
        <source>{time} 完成</source>
        <translation>done at {time}</translation>
    </message>
    <message>
        <source>总行必做</source>
        <translation>HQ task</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>下一件</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>上一件</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>复制话术</source>
        <translation>Copy script</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>收起已完成</source>
        <translation>Fold done</translation>
    </message>
    <message>
        <source>展开已完成</source>
        <translation>Show done</translation>
    </message>
    <message>
        <source>看客户</source>
        <translation>Open contact</translation>
    </message>
    <message>
        <source>办活动</source>
        <translation>Activity</translation>
    </message>
    <message>
        <source>交给同事</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>请假</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>浮窗</source>
        <translation>Dock</translation>
    </message>
    <message>
        <source>看团队</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>模板</source>
        <translation>Templates</translation>
    </message>
    <message>
        <source>请假和代班</source>
        <translation>Leave and substitutes</translation>
    </message>
    <message>
        <source>在浮窗里做今天的任务</source>
        <translation>Work through the day in the narrow window</translation>
    </message>
    <message>
        <source>日清单模板：选用、修改、看一周</source>
        <translation>Templates: take up, change, see the week</translation>
    </message>
    <message>
        <source>看团队，或回到我的</source>
        <translation>Show the team, or back to mine</translation>
    </message>
    <message>
        <source>展开或收起已完成的任务</source>
        <translation>Show or fold what is done</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>done</translation>
    </message>
    <message>
        <source>已复制，还没发</source>
        <translation>copied, not sent yet</translation>
    </message>
    <message>
        <source>已跳过</source>
        <translation>skipped</translation>
    </message>
    <message>
        <source>还没做</source>
        <translation>still to do</translation>
    </message>
    <message>
        <source>早上好，{name}</source>
        <translation>Good morning, {name}</translation>
    </message>
    <message>
        <source>上午好，{name}</source>
        <translation>Good morning, {name}</translation>
    </message>
    <message>
        <source>中午好，{name}</source>
        <translation>Good day, {name}</translation>
    </message>
    <message>
        <source>下午好，{name}</source>
        <translation>Good afternoon, {name}</translation>
    </message>
    <message>
        <source>晚上好，{name}</source>
        <translation>Good evening, {name}</translation>
    </message>
    <message>
        <source>星期一</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>星期二</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>星期三</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>星期四</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>星期五</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>星期六</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>星期日</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>{month} 月 {day} 日 {weekday}</source>
        <translation>{weekday}, {date}</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>明天</source>
        <translation>Tomorrow</translation>
    </message>
    <message>
        <source>昨天</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>{month} 月 {day} 日</source>
        <translation>{date}</translation>
    </message>
    <message>
        <source>{minutes} 分钟</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} 小时</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{hours} 小时 {minutes} 分</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} 分</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{days} 天</source>
        <translation>{days} d</translation>
    </message>
    <message>
        <source>晚了 {duration}</source>
        <translation>{duration} late</translation>
    </message>
    <message>
        <source>剩 {duration}</source>
        <translation>{duration} left</translation>
    </message>
    <message>
        <source>还有 {duration}</source>
        <translation>in {duration}</translation>
    </message>
    <message>
        <source>{count} 人</source>
        <translation>{count} members</translation>
    </message>
    <message>
        <source>{count} 个群</source>
        <translation>groups: {count}</translation>
    </message>
    <message>
        <source>{count} 位</source>
        <translation>contacts: {count}</translation>
    </message>
    <message>
        <source>{title}，{audience}</source>
        <translation>{title}, {audience}</translation>
    </message>
    <message>
        <source>来源：{text}</source>
        <translation>Source: {text}</translation>
    </message>
    <message>
        <source>怎么缩：{text}</source>
        <translation>Shorten: {text}</translation>
    </message>
    <message>
        <source>发到：{text}</source>
        <translation>Post to: {text}</translation>
    </message>
    <message>
        <source>配图：{text}</source>
        <translation>Pictures: {text}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>谁可见：{text}</source>
        <translation>Visible to: {text}</translation>
    </message>
</context>
<context>
    <name>TomlEdit</name>
    <message>
        <source>TOML</source>
        <translation>TOML</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>搜索客户、页面、命令</source>
        <translation>Search contacts and pages</translation>
    </message>
    <message>
        <source>快速登记</source>
        <translation>Quick add</translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>客户</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>原来是</source>
        <translation>From</translation>
    </message>
    <message>
        <source>转给</source>
        <translation>To</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>谁报的</source>
        <translation>Proposed by</translation>
    </message>
    <message>
        <source>谁定的</source>
        <translation>Decided by</translation>
    </message>
    <message>
        <source>进展</source>
        <translation>State</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>离职继承</source>
        <translation>Has left</translation>
    </message>
    <message>
        <source>在职转交</source>
        <translation>In post</translation>
    </message>
    <message>
        <source>等负责人</source>
        <translation>with the lead</translation>
    </message>
    <message>
        <source>没同意</source>
        <translation>declined</translation>
    </message>
    <message>
        <source>待办</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>已转好</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>没转成</source>
        <translation>Came to nothing</translation>
    </message>
    <message>
        <source>已撤下</source>
        <translation>Withdrawn</translation>
    </message>
</context>
<context>
    <name>TransferDialog</name>
    <message>
        <source>{count} 位转交给谁？</source>
        <translation>To whom shall {count} pass?</translation>
    </message>
    <message>
        <source>先列进清单，在企业微信管理后台转好以后再记下；没做完的下一步会跟着走</source>
        <translation>They go onto the list first; note them as done once WeCom&apos;s console has passed them on. Steps not yet done go along</translation>
    </message>
    <message>
        <source>先报给网点负责人，同意后列进清单；在企业微信里转好以前，客户还是您的</source>
        <translation>First the branch lead agrees; until it is done in WeCom the contact stays yours</translation>
    </message>
    <message>
        <source>接手的人（↑↓ 换）</source>
        <translation>Who takes them (↑↓)</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>列入清单</source>
        <translation>Put on the list</translation>
    </message>
    <message>
        <source>报给负责人</source>
        <translation>Propose</translation>
    </message>
    <message>
        <source>{count} 位可以转</source>
        <translation>{count} can pass</translation>
    </message>
    <message>
        <source>{count} 位可以转，{left} 位不行：</source>
        <translation>{count} can pass, {left} cannot:</translation>
    </message>
    <message>
        <source>{name}：{why}</source>
        <translation>{name}: {why}</translation>
    </message>
    <message>
        <source>{name}（{branch}）</source>
        <translation>{name} ({branch})</translation>
    </message>
</context>
<context>
    <name>TransferWindow</name>
    <message>
        <source>转交清单</source>
        <translation>Work list of transfers</translation>
    </message>
    <message>
        <source>要办的</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>办过的</source>
        <translation>Settled</translation>
    </message>
    <message>
        <source>等负责人</source>
        <translation>Waiting for the lead</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>Agree</translation>
    </message>
    <message>
        <source>不同意</source>
        <translation>Decline</translation>
    </message>
    <message>
        <source>企微里转好了</source>
        <translation>Done in WeCom</translation>
    </message>
    <message>
        <source>没转成</source>
        <translation>Came to nothing</translation>
    </message>
    <message>
        <source>撤下</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>在企业微信管理后台照单分配，转好一位按一次 D；在职转交要客户同意，一位 {days} 天内最多转 {times} 次</source>
        <translation>Pass them on in WeCom&apos;s console, D for each that is done; in post the customer has to agree, and one may pass {times} times in {days} days</translation>
    </message>
    <message>
        <source>选中 {count} 位</source>
        <translation>{count} marked</translation>
    </message>
    <message>
        <source>没有等负责人定的</source>
        <translation>Nothing waits for the lead</translation>
    </message>
    <message>
        <source>在客户列表里选好自己的客户，按 Ctrl J 报给负责人</source>
        <translation>Mark contacts of your own in the list and press Ctrl J to propose them to the lead</translation>
    </message>
    <message>
        <source>没有要转交的：在客户列表里选好人，按 Ctrl J</source>
        <translation>Nobody waits: mark people in the list of contacts and press Ctrl J</translation>
    </message>
    <message>
        <source>还没有办过</source>
        <translation>None settled yet</translation>
    </message>
    <message>
        <source>负责人同意后列进要办的；自己报的可以按 W 撤下</source>
        <translation>Once the lead agrees they are on the list; W takes back one&apos;s own</translation>
    </message>
    <message>
        <source>您可以看；由网点负责人来办</source>
        <translation>You may look; the branch lead carries them out</translation>
    </message>
</context>
<context>
    <name>TurnoutCard</name>
    <message>
        <source>本题参与</source>
        <translation>Took part in this round</translation>
    </message>
    <message>
        <source>减 1 人</source>
        <translation>Take 1 off</translation>
    </message>
    <message>
        <source>加 1 人</source>
        <translation>Add 1</translation>
    </message>
    <message>
        <source>加 5 人</source>
        <translation>Add 5</translation>
    </message>
    <message>
        <source>粘贴群聊统计</source>
        <translation>Paste chat</translation>
    </message>
    <message>
        <source>总参与</source>
        <translation>Took part</translation>
    </message>
    <message>
        <source>/{members} 人</source>
        <translation>/ {members}</translation>
    </message>
    <message>
        <source>比上题多 {count}</source>
        <translation>{count} more than before</translation>
    </message>
    <message>
        <source>比上题少 {count}</source>
        <translation>{count} fewer than before</translation>
    </message>
    <message>
        <source>{share}，{more}</source>
        <translation>{share}, {more}</translation>
    </message>
</context>
<context>
    <name>UnlockWindow</name>
    <message>
        <source>请输入密码</source>
        <translation>Enter the password</translation>
    </message>
    <message>
        <source>打开这台电脑上的网点数据</source>
        <translation>Open the branch data on this computer</translation>
    </message>
    <message>
        <source>客户资料加密存在这台电脑上，不连外网</source>
        <translation>Customer data are encrypted on this computer; nothing goes online</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>用样例看看</source>
        <translation>Open the sample</translation>
    </message>
</context>
<context>
    <name>Validity</name>
    <message>
        <source>没有判断</source>
        <translation>Not judged</translation>
    </message>
    <message>
        <source>有效</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>不是本行客户</source>
        <translation>No customer of the bank</translation>
    </message>
    <message>
        <source>由别人管户</source>
        <translation>Managed by another</translation>
    </message>
    <message>
        <source>不是首次添加</source>
        <translation>Not the first add</translation>
    </message>
    <message>
        <source>省外</source>
        <translation>Out of province</translation>
    </message>
    <message>
        <source>没有实名</source>
        <translation>Not real-name</translation>
    </message>
</context>
<context>
    <name>ValuesStep</name>
    <message>
        <source>字段</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>表里写的</source>
        <translation>In the table</translation>
    </message>
    <message>
        <source>行数</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>就是</source>
        <translation>Means</translation>
    </message>
    <message>
        <source>每个说法是什么意思</source>
        <translation>What each word means</translation>
    </message>
    <message>
        <source>还不知道：这些行会拒收</source>
        <translation>Not known: these rows will be refused</translation>
    </message>
    <message>
        <source>还不知道：原样另存</source>
        <translation>Not known: kept as text</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>团队</source>
        <translation>Team</translation>
    </message>
</context>
<context>
    <name>WeekPane</name>
    <message>
        <source>选日清单</source>
        <translation>Choose SOPs</translation>
    </message>
    <message>
        <source>这一周</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>群里是谁</source>
        <translation>Who is in it</translation>
    </message>
    <message>
        <source>适用的日清单</source>
        <translation>SOPs of this group</translation>
    </message>
    <message>
        <source>认得出 {count} 位（参加过活动或记过进群）</source>
        <translation>{count} are known (took part, or their joining was noted)</translation>
    </message>
    <message>
        <source>办一场活动，粘贴群聊，就认得出群里的客户</source>
        <translation>Hold an activity and paste the chat: then members are known</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>没有</source>
        <translation>none</translation>
    </message>
    <message>
        <source>；{count} 个不做</source>
        <translation>; {count} do not concern it</translation>
    </message>
    <message>
        <source>{name} {count} 位，{share}</source>
        <translation>{name}: {count}, {share}</translation>
    </message>
</context>
<context>
    <name>WeekStrip</name>
    <message>
        <source>群的一周</source>
        <translation>The group&apos;s week</translation>
    </message>
</context>
<context>
    <name>WeekView</name>
    <message>
        <source>{count} 项</source>
        <translation>{count} tasks</translation>
    </message>
    <message>
        <source>未公布</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>班</source>
        <translation>worked</translation>
    </message>
    <message>
        <source>休</source>
        <translation>free</translation>
    </message>
    <message>
        <source>{time} {title}，{tasks} 项，{staff} 人做</source>
        <translation>{time} {title}, {tasks} tasks for {staff} people</translation>
    </message>
</context>
<context>
    <name>WhoWindow</name>
    <message>
        <source>今天谁来？</source>
        <translation>Who is here today?</translation>
    </message>
    <message>
        <source>打姓名首字母，或用方向键，回车进入</source>
        <translation>Type initials or use the arrows, then Enter</translation>
    </message>
    <message>
        <source>客户资料加密存在这台电脑上，不连外网</source>
        <translation>Customer data are encrypted on this computer; nothing goes online</translation>
    </message>
</context>
<context>
    <name>WinnerCard</name>
    <message>
        <source>谁最先答对</source>
        <translation>First right answers</translation>
    </message>
    <message>
        <source>按群聊时间</source>
        <translation>By time in the chat</translation>
    </message>
    <message>
        <source>奖励</source>
        <translation>Reward</translation>
    </message>
    <message>
        <source>还没有人得奖</source>
        <translation>Nobody has won yet</translation>
    </message>
    <message>
        <source>没人答对，这份奖励留到下一题</source>
        <translation>Nobody was right: the reward stays for the next round</translation>
    </message>
    <message>
        <source>还没人答，可以发倒计时提醒</source>
        <translation>No answers yet: send the countdown</translation>
    </message>
    <message>
        <source>谁最先参加</source>
        <translation>First to take part</translation>
    </message>
    <message>
        <source>得奖的朋友</source>
        <translation>Winners so far</translation>
    </message>
    <message>
        <source>奖励已用 {spent} 元，预算 {budget} 元</source>
        <translation>{spent} of {budget} yuan given</translation>
    </message>
    <message>
        <source>已登记{name}</source>
        <translation>{name} registered</translation>
    </message>
    <message>
        <source>登记{name}</source>
        <translation>Register {name}</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>{round}，{reward}</source>
        <translation>{round}, {reward}</translation>
    </message>
    <message>
        <source>第 {number} 题已得奖，让给下一位</source>
        <translation>Won round {number}, gives way</translation>
    </message>
    <message>
        <source>已登记</source>
        <translation>Registered</translation>
    </message>
</context>
<context>
    <name>Winners</name>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>抽到什么</source>
        <translation>Prize</translation>
    </message>
    <message>
        <source>说了没有</source>
        <translation>Told</translation>
    </message>
    <message>
        <source>已复制</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>WordingCard</name>
    <message>
        <source>可以这样改：{proposal}</source>
        <translation>Instead: {proposal}</translation>
    </message>
    <message>
        <source>依据：{basis}</source>
        <translation>Basis: {basis}</translation>
    </message>
    <message>
        <source>用语规则 {version}</source>
        <translation>Wording rules {version}</translation>
    </message>
    <message>
        <source>“{phrase}”不能用：{name}</source>
        <translation>“{phrase}” may not be used: {name}</translation>
    </message>
    <message>
        <source>“{phrase}”要写理由：{name}</source>
        <translation>“{phrase}” needs a reason: {name}</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>剪贴板被占用，再按一次 C</source>
        <translation>The clipboard is in use: press C again</translation>
    </message>
</context>
<context>
    <name>WorkTable</name>
    <message>
        <source>自己加的任务</source>
        <translation>Added by hand</translation>
    </message>
    <message>
        <source>未归属</source>
        <translation>Nobody&apos;s</translation>
    </message>
    <message>
        <source>模板</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>应做</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>按时</source>
        <translation>In time</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skipped</translation>
    </message>
    <message>
        <source>完成率</source>
        <translation>Done %</translation>
    </message>
    <message>
        <source>按时率</source>
        <translation>In time %</translation>
    </message>
    <message>
        <source>本期生成的任务，包括跳过的</source>
        <translation>Tasks of the period, those skipped among them</translation>
    </message>
    <message>
        <source>在截止时间前做完的，改了期的按新的时间</source>
        <translation>Done before their time was up; of those postponed, before the new one</translation>
    </message>
    <message>
        <source>说明理由跳过、没有做的</source>
        <translation>Not done but skipped with a reason</translation>
    </message>
    <message>
        <source>完成 ÷ 应做</source>
        <translation>done ÷ due</translation>
    </message>
    <message>
        <source>按时 ÷ 应做</source>
        <translation>done in time ÷ due</translation>
    </message>
    <message>
        <source>SOP 完成</source>
        <translation>SOP work</translation>
    </message>
    <message>
        <source>这段时间没有任务</source>
        <translation>No tasks in this period</translation>
    </message>
    <message>
        <source>网点</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
</context>
<context>
    <name>WorkbenchWindow</name>
    <message>
        <source>版式工作台</source>
        <translation>Template workbench</translation>
    </message>
    <message>
        <source>改 TOML，右边跟着变；图片拖进来。发布后随下一个下发包到网点</source>
        <translation>Change the TOML and the page follows; drop pictures here. What is published goes with the next pack</translation>
    </message>
    <message>
        <source>在做的版式</source>
        <translation>Template at work</translation>
    </message>
    <message>
        <source>配色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>用谁试</source>
        <translation>Tried with</translation>
    </message>
    <message>
        <source>平常的一位</source>
        <translation>Somebody ordinary</translation>
    </message>
    <message>
        <source>名字最长</source>
        <translation>Longest name</translation>
    </message>
    <message>
        <source>什么都没填</source>
        <translation>Nothing filled in</translation>
    </message>
    <message>
        <source>生僻字</source>
        <translation>Rare characters</translation>
    </message>
    <message>
        <source>到出错的那一行</source>
        <translation>To the line at fault</translation>
    </message>
    <message>
        <source>加图片</source>
        <translation>Add pictures</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>不再下发</source>
        <translation>No longer send</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>发布</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>选一个版式开始</source>
        <translation>Choose a template to begin</translation>
    </message>
    <message>
        <source>＋ 从“{title}”开始</source>
        <translation>+ Begin from “{title}”</translation>
    </message>
    <message>
        <source>第 {line} 行 F8</source>
        <translation>Line {line} F8</translation>
    </message>
    <message>
        <source>已发布 {version}</source>
        <translation>Published {version}</translation>
    </message>
    <message>
        <source>还没有发布</source>
        <translation>Not published</translation>
    </message>
    <message>
        <source>没有保存</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>选图片</source>
        <translation>Choose pictures</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>今天来过网点，请跟进</source>
        <translation>Came to the branch today, please follow up</translation>
    </message>
</context>
</TS>
