//! The words by which columns give themselves away, Korean and English.

/// What a column may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The known customer.
    Customer,
    /// The anonymous visitor.
    Anonymous,
    /// Name of the event.
    Event,
    /// When.
    Time,
    /// Id of the event.
    EventId,
    /// Channel.
    Channel,
    /// Session.
    Session,
    /// Order.
    Order,
    /// Product.
    Product,
    /// Category.
    Category,
    /// How many.
    Quantity,
    /// How much money.
    Amount,
    /// In which currency.
    Currency,
    /// Campaign.
    Campaign,
    /// Page.
    Url,
    /// Id of the voice.
    VoiceId,
    /// What was said.
    Text,
    /// The rating.
    Score,
    /// Which survey.
    Survey,
    /// Which question.
    Question,
    /// Language.
    Language,
    /// Name, telephone number, address of a person.
    Direct,
    /// What a customer is like.
    Trait,
}

impl Role {
    /// The target's name in `--column TARGET=SOURCE`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Anonymous => "anonymous",
            Self::Event => "event",
            Self::Time => "time",
            Self::EventId => "event_id",
            Self::Channel => "channel",
            Self::Session => "session",
            Self::Order => "order",
            Self::Product => "product",
            Self::Category => "category",
            Self::Quantity => "quantity",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Campaign => "campaign",
            Self::Url => "url",
            Self::VoiceId => "voice_id",
            Self::Text => "text",
            Self::Score => "score",
            Self::Survey => "survey",
            Self::Question => "question",
            Self::Language => "language",
            Self::Direct => "direct",
            Self::Trait => "trait",
        }
    }

    /// Reads the target's name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        HEADERS.iter().map(|(role, _, _)| *role).find(|role| role.as_str() == word)
    }
}

/// Role, names that mean it as they stand, and endings that suggest it, parted by blanks. Names are compared without case, blanks and
/// marks; the first role that fits well has the column.
pub const HEADERS: &[(Role, &str, &str)] = &[
    (
        Role::Customer,
        "customeruniqueid customerid customer userid user uid \
         memberid memberno member clientid accountid buyerid \
         patientid distinctid caseconceptname caseid case 고객id 고객번호 \
         고객아이디 고객코드 고객 회원id 회원번호 회원아이디 회원코드 회원 사용자id 사용자번호 사용자 유저id \
         유저 아이디 구매자id 주문자id 작성자id 작성자 customerno customernumber \
         custid custno",
        "customerid userid memberid 고객id 고객번호 회원번호 회원id",
    ),
    (
        Role::Anonymous,
        "anonymousid anonymous deviceid visitorid visitor cookie \
         cookieid 방문자id 방문자 기기id 기기번호 쿠키",
        "anonymousid visitorid deviceid",
    ),
    (Role::EventId, "eventid messageid logid 이벤트id 이벤트번호 로그id", "eventid"),
    (
        Role::VoiceId,
        "voiceid reviewid responseid feedbackid 리뷰id 리뷰번호 후기번호 응답id \
         응답번호 문의번호 상담번호",
        "reviewid responseid",
    ),
    (
        Role::Event,
        "event eventname eventtype activity activityname action \
         conceptname 이벤트 이벤트명 이벤트이름 행동 행동명 활동 활동명 액션 동작 단계",
        "eventname 이벤트명",
    ),
    (
        Role::Order,
        "order orderid orderno ordernumber 주문번호 주문id 주문코드 예약번호 \
         bookingid reservationid invoiceno invoice",
        "orderid 주문번호",
    ),
    (
        Role::Score,
        "score rating star stars nps npsscore csat ces reviewscore 평점 \
         별점 점수 만족도 추천점수 추천의향 평가점수 만족도점수 리뷰점수 리뷰평점",
        "score rating 평점 별점 점수 만족도",
    ),
    (
        Role::Text,
        "text review reviewtext reviewcommentmessage comment comments \
         message content body feedback opinion verbatim 리뷰 리뷰내용 후기 \
         후기내용 내용 의견 코멘트 댓글 본문 상담내용 문의내용 한줄평 기타의견 주관식 고객의소리 voc voc내용",
        "comment message 내용 의견 후기 리뷰 text",
    ),
    (Role::Survey, "survey surveyname surveyid 설문 설문명 설문id", ""),
    (Role::Question, "question 질문 문항 설문문항", ""),
    (Role::Language, "language lang locale 언어", ""),
    (
        Role::Product,
        "product productid productname item itemid itemname sku 상품 \
         상품명 상품코드 상품번호 상품id 제품 제품명 품목 메뉴",
        "productid 상품명 제품명",
    ),
    (
        Role::Category,
        "category productcategory productcategoryname 카테고리 분류 상품분류 \
         상품카테고리",
        "category 카테고리",
    ),
    (Role::Quantity, "quantity qty 수량 개수 구매수량 주문수량", "quantity 수량"),
    (
        Role::Amount,
        "amount price total totalamount totalprice revenue payment \
         paymentvalue value 금액 결제금액 주문금액 가격 매출 매출액 판매가 판매금액 총액 총금액 \
         구매금액 unitprice",
        "amount price 금액 revenue",
    ),
    (Role::Currency, "currency currencycode 통화 화폐", ""),
    (Role::Campaign, "campaign utmcampaign campaignname 캠페인 캠페인명", "campaign"),
    (
        Role::Channel,
        "channel acquisitionchannel utmsource medium 채널 유입채널 유입경로 \
         접수채널 판매채널 매체 플랫폼 platform 경로",
        "channel 채널",
    ),
    (Role::Session, "session sessionid 세션 세션id", "sessionid"),
    (Role::Url, "url page pageurl pagepath 페이지 페이지주소 링크", "url"),
    (
        Role::Direct,
        "name fullname firstname lastname customername username phone \
         phonenumber tel telephone mobile email emailaddress mail \
         address birthdate birthday dateofbirth ssn 이름 성명 성함 고객명 회원명 \
         주문자 주문자명 구매자 구매자명 수령인명 수취인명 받는분 \
         shippingname recipient recipientname receiver receivername buyername billingname contactname 수령인 수취인 받는사람 닉네임 전화 전화번호 휴대폰 휴대폰번호 휴대전화 \
         핸드폰 핸드폰번호 연락처 이메일 이메일주소 메일 메일주소 주소 상세주소 배송지 배송주소 우편번호 생년월일 \
         생일 주민번호 주민등록번호 계좌번호 카드번호 zipcode zip postalcode ipaddress ip",
        "phone email 전화번호 이메일 연락처 주소 zipcodeprefix",
    ),
    (
        Role::Trait,
        "gender sex age agegroup grade tier membership \
         membershiplevel region city state country segment occupation \
         job customercity customerstate 성별 나이 연령 연령대 등급 회원등급 고객등급 지역 \
         거주지 거주지역 시도 도시 국가 직업 가입경로 결혼여부 요금제",
        "성별 연령대 등급",
    ),
    (Role::Time, "time", ""),
];

/// Words in the header of a time that is no event: planned, promised, or a birthday.
pub const NOT_HAPPENED: [&str; 15] = [
    "estimated",
    "expected",
    "planned",
    "deadline",
    "limit",
    "due",
    "promise",
    "birth",
    "예정",
    "예상",
    "희망",
    "마감",
    "만료",
    "생년",
    "생일",
];

/// Words in the header of the time of a voice.
pub const VOICE_TIME: [&str; 12] =
    ["review", "comment", "feedback", "survey", "response", "answer", "리뷰", "후기", "응답", "설문", "작성", "평가"];

/// Endings of a header that only say that it is a time.
pub const TIME_ENDINGS: [&str; 17] = [
    "timestamp",
    "datetime",
    "date time",
    "date",
    "time",
    " at",
    " on",
    " dt",
    " ts",
    "일시",
    "일자",
    "시각",
    "시간",
    "날짜",
    "년월일",
    "일",
    "at",
];

/// A header without case, blanks and marks.
#[must_use]
pub fn plain(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The role that a header suggests, and how surely: 3 by name, 1 by its ending.
#[must_use]
pub fn role_of(header: &str) -> Option<(Role, u8)> {
    let plain = plain(header);
    let exact = HEADERS.iter().find(|(_, names, _)| names.split(' ').any(|name| name == plain));
    if let Some((role, _, _)) = exact {
        return Some((*role, 3));
    }
    let by_end =
        HEADERS.iter().find(|(_, _, endings)| endings.split_whitespace().any(|ending| plain.ends_with(ending)));
    by_end.map(|(role, _, _)| (*role, 1))
}

/// The event that a header with a time stands for: `주문일시` → `주문`, `order_approved_at` → `order approved`.
#[must_use]
pub fn event_of(header: &str) -> Option<String> {
    let spaced = header.replace(['_', '-', '.', ':'], " ");
    let mut name = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    // camelCase ends its words with the case.
    if name.is_ascii() && !name.contains(' ') {
        name = name.chars().fold(String::new(), |mut out, c| {
            if c.is_ascii_uppercase() && out.ends_with(|before: char| before.is_ascii_lowercase()) {
                out.push(' ');
            }
            out.push(c);
            out
        });
    }
    let lower = name.to_lowercase();
    for ending in TIME_ENDINGS {
        if let Some(stem) = lower.strip_suffix(ending)
            && (!ending.is_ascii() || stem.is_empty() || stem.ends_with(' ') || ending.starts_with(' '))
        {
            let stem = stem.trim();
            return (!stem.is_empty()).then(|| stem.to_owned());
        }
    }
    (!lower.is_empty()).then_some(lower)
}

/// Names of columns in which people write what they like, so that anything about anybody may stand there.
const FREE_TEXT: &str = "memo note notes remark remarks message 메모 비고 배송메모 요청사항 배송요청사항 고객메모 상담메모 특이사항 전달사항";

/// Whether a column's name says that it holds free text, whatever its first rows hold.
pub(super) fn is_free_text(column: &str) -> bool {
    let name: String =
        column.to_lowercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-')).collect();
    FREE_TEXT.split_whitespace().any(|word| word == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_both_languages_are_understood() {
        for (header, role) in [
            ("고객 번호", Role::Customer),
            ("customer_id", Role::Customer),
            ("case:concept:name", Role::Customer),
            ("concept:name", Role::Event),
            ("이벤트명", Role::Event),
            ("주문번호", Role::Order),
            ("별점", Role::Score),
            ("리뷰 내용", Role::Text),
            ("휴대폰 번호", Role::Direct),
            ("E-mail", Role::Direct),
            ("shipping_name", Role::Direct),
            ("성별", Role::Trait),
            ("결제금액", Role::Amount),
            ("acquisition_channel", Role::Channel),
        ] {
            assert_eq!(role_of(header).map(|(role, _)| role), Some(role), "{header}");
        }
        assert_eq!(role_of("order_status"), None);
        assert!(is_free_text("배송 메모") && is_free_text("Note") && !is_free_text("product_note_id"));
    }

    #[test]
    fn an_event_is_named_after_its_column() {
        assert_eq!(event_of("주문일시").as_deref(), Some("주문"));
        assert_eq!(event_of("배송완료일").as_deref(), Some("배송완료"));
        assert_eq!(event_of("order_approved_at").as_deref(), Some("order approved"));
        assert_eq!(event_of("orderDate").as_deref(), Some("order"));
        assert_eq!(event_of("order_purchase_timestamp").as_deref(), Some("order purchase"));
        assert_eq!(event_of("created_at").as_deref(), Some("created"));
        assert_eq!(event_of("일시"), None);
        assert_eq!(event_of("date"), None);
    }
}
