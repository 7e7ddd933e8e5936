//! A store that cannot be opened, told in Korean to who has set the machine to Korean: it stops everything before there
//! is a screen that could say it.

use std::error::Error;

use yeojido_app::AppError;
use yeojido_store::{Shut, StoreError};

/// Whether the language of this terminal is Korean.
pub fn speaks_korean() -> bool {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find(|value| !value.is_empty()).is_some_and(|value| value.starts_with("ko"))
}

/// The sentence, if the error is about the store as a whole.
pub fn in_korean(error: &(dyn Error + 'static)) -> Option<String> {
    if let Some(AppError::OtherStore { known, told }) = error.downcast_ref() {
        return Some(format!(
            "이 자료 폴더의 저장소는 {known}인데 {told}을(를) 열려고 했어요. 저장소를 옮겼다면 폴더의 `store.url` 파일을 고쳐 주세요."
        ));
    }
    let store = match error.downcast_ref::<AppError>() {
        Some(AppError::Store(error)) => Some(error),
        _ => error.downcast_ref(),
    };
    let Some(StoreError::Shut { store, why }) = store else { return None };
    Some(format!("저장소 {store}을(를) 열지 못했어요. {}", reason(why)))
}

fn reason(why: &Shut) -> String {
    match why {
        Shut::Silent(said) => format!("서버가 답하지 않아요. 주소와 네트워크를 확인해 주세요. ({said})"),
        Shut::Password(user) => {
            format!("사용자 `{user}`이(가) 들어갈 수 없어요. 사용자 이름과 비밀번호를 확인해 주세요.")
        }
        Shut::NoDatabase(name) => format!("데이터베이스 `{name}`이(가) 없어요. 먼저 만들어 주세요."),
        Shut::NoRight(user) => format!("사용자 `{user}`에게 스키마와 표를 만들 권한이 없어요."),
        Shut::Insecure(said) => format!("안전하게 연결하지 못했어요. sslmode와 인증서를 확인해 주세요. ({said})"),
        Shut::Full => "남은 연결이 없어요. 잠시 뒤에 다시 해 보거나 연결 수를 늘려 주세요.".to_owned(),
        Shut::InUse => "다른 여지도가 이 저장소를 쓰고 있어요.".to_owned(),
        Shut::LongName(name) => {
            format!("`{name}`은(는) PostgreSQL 스키마 이름으로 너무 길어요. 63자까지 쓸 수 있어요.")
        }
        Shut::Other(said) => format!("서버가 거절했어요. ({said})"),
    }
}
