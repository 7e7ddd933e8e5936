//! Journeys to begin from, with rules that catch the names that shops and services commonly use, in both languages.

use serde::Serialize;
use yeojido_domain::{Journey, JourneyId, LocalText};

use crate::AppError;

/// A journey to begin from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Template {
    /// Which.
    pub id: JourneyId,
    /// What people call it.
    pub name: LocalText,
    /// For whom it is.
    pub about: LocalText,
    /// The journey itself.
    pub definition: Journey,
}

/// All templates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Templates {
    /// In the order of the screen.
    pub templates: Vec<Template>,
}

const FILES: [(&str, &str, &str); 4] = [
    (
        include_str!("../../templates/online-shop.yaml"),
        "광고에서 추천까지, 물건을 파는 가게에 맞아요.",
        "For shops that sell goods: from the first advertisement to a recommendation.",
    ),
    (
        include_str!("../../templates/booked-service.yaml"),
        "병원, 숙소, 미용실처럼 예약하고 찾아가는 곳에 맞아요.",
        "For places people book and visit: clinics, hotels, salons.",
    ),
    (
        include_str!("../../templates/app-saas.yaml"),
        "가입하고 꾸준히 쓰는 앱과 구독 서비스에 맞아요.",
        "For apps and subscriptions that people sign up for and keep using.",
    ),
    (
        include_str!("../../templates/support-desk.yaml"),
        "문의를 받고 푸는 상담 창구에 맞아요.",
        "For desks that take in and solve people's problems.",
    ),
];

/// The journeys to begin from.
///
/// # Errors
/// [`AppError::Invalid`] when a template is not a journey, which a test rules out.
pub fn templates() -> Result<Templates, AppError> {
    let templates = FILES
        .into_iter()
        .map(|(yaml, ko, en)| {
            let definition = Journey::from_yaml(yaml)?;
            Ok(Template {
                id: definition.id.clone(),
                name: definition.name.clone(),
                about: LocalText::both(ko, en),
                definition,
            })
        })
        .collect::<Result<_, AppError>>()?;
    Ok(Templates { templates })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_a_journey() {
        let all = templates().expect("all four can be read").templates;
        assert_eq!(all.len(), 4);
        assert_eq!(all[0].definition.stages.len(), 8);
    }
}
