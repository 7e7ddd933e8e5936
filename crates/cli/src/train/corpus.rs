//! The project's own labelled statements, `crates/text/corpus`: first readings, second ones, and what was decided
//! between them.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, bail};
use yeojido_domain::Sentiment;
use yeojido_text::{Example, Reading};

/// All statements below a folder, file by file.
pub fn read(root: &Path) -> anyhow::Result<Vec<Example>> {
    let mut examples = Vec::new();
    for language in ["ko", "en"] {
        let folder = root.join(language);
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            files.push(entry?.path());
        }
        files.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
        files.sort();
        for path in files {
            let name = path.file_stem().and_then(|name| name.to_str()).context("a file's name")?.to_owned();
            examples.extend(file(root, language, &name)?);
        }
    }
    Ok(examples)
}

fn file(root: &Path, language: &str, name: &str) -> anyhow::Result<Vec<Example>> {
    let place = format!("{language}/{name}.tsv");
    let second = numbered(&root.join("second").join(&place))?;
    let decided = numbered(&root.join("adjudicated").join(&place))?;
    let writer = format!("{language}-{}", name.split('-').next().unwrap_or(name));
    let mut examples = Vec::new();
    for (line, number) in lines(&root.join(&place))?.iter().zip(1..) {
        let at = || format!("{place}, statement {number}");
        let [voice, _, text, labels @ ..] = line.as_slice() else { bail!("{}: too few fields", at()) };
        let readings = match (decided.get(&number), second.get(&number)) {
            (Some(decided), _) => vec![reading(decided).with_context(at)?],
            (None, Some(second)) => vec![reading(labels).with_context(at)?, reading(second).with_context(at)?],
            (None, None) => vec![reading(labels).with_context(at)?],
        };
        let (voice, text) = (format!("{place} {voice}"), text.clone());
        examples.push(Example { writer: writer.clone(), voice, text, readings });
    }
    Ok(examples)
}

/// Statements whose labels people put right, in the columns of the corpus.
pub fn corrections(path: &Path) -> anyhow::Result<Vec<Example>> {
    corrected(&lines(path)?)
}

fn corrected(lines: &[Vec<String>]) -> anyhow::Result<Vec<Example>> {
    let example = |(line, number): (&Vec<String>, usize)| {
        let at = || format!("line {number}");
        let [voice, _, text, labels @ ..] = line.as_slice() else { bail!("{}: too few fields", at()) };
        let (writer, voice) = ("corrections".to_owned(), format!("corrections {voice}"));
        let readings = vec![reading(labels).with_context(at)?];
        Ok(Example { writer, voice, text: text.clone(), readings })
    };
    lines.iter().zip(2..).map(example).collect()
}

/// Lines after the head, in fields.
fn lines(path: &Path) -> anyhow::Result<Vec<Vec<String>>> {
    Ok(fields(&std::fs::read_to_string(path).with_context(|| path.display().to_string())?))
}

fn fields(text: &str) -> Vec<Vec<String>> {
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Labels by the number of their statement; none when there is no such file.
fn numbered(path: &Path) -> anyhow::Result<HashMap<usize, Vec<String>>> {
    if !path.exists() {
        return Ok(HashMap::new());
    }
    let numbered = lines(path)?.into_iter().map(|mut fields| Ok((fields.remove(0).parse()?, fields)));
    numbered.collect::<anyhow::Result<_>>().with_context(|| path.display().to_string())
}

fn reading(fields: &[String]) -> anyhow::Result<Reading> {
    let [sentiment, feelings, intent, topics, need, cause, consequence] = fields else {
        bail!("{} labels in place of 7", fields.len())
    };
    let sentiment = match sentiment.as_str() {
        "+" => Sentiment::Positive,
        "0" => Sentiment::Neutral,
        "-" => Sentiment::Negative,
        other => bail!("`{other}` is not a sentiment"),
    };
    let span = |text: &String| (!text.is_empty()).then(|| text.clone());
    Ok(Reading {
        sentiment,
        feelings: feelings.split(',').map(str::parse).collect::<Result<_, _>>()?,
        intent: intent.parse()?,
        topics: topics.split(',').map(str::parse).collect::<Result<_, _>>()?,
        need: if need == "-" { None } else { Some(need.parse()?) },
        cause: span(cause),
        consequence: span(consequence),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use yeojido_domain::{Feeling, Intent, Need, Topic};

    use super::*;

    #[test]
    fn what_voice_corrections_prints_is_read_back() {
        let list = json!({"undecided": 0, "nowhere": 0, "rows": [
            {"voice": 1, "source": "review", "text": "늦게\t와서\n환불했어요", "sentiment": "negative", "emotion": ["anger", "fatigue"],
             "intent": "complaint", "topic": ["delivery", "returns"], "need": "speed", "cause": "늦게\t와서", "consequence": null},
            {"voice": 1, "source": "review", "text": "그냥 그래요", "sentiment": "neutral", "emotion": ["none"],
             "intent": "remark", "topic": ["brand"], "need": null, "cause": null, "consequence": null}]});
        let list = serde_json::from_value(list).expect("a list");
        let read = corrected(&fields(&crate::corrections::lines(&list))).expect("a corpus");
        let wanted = Reading {
            sentiment: Sentiment::Negative,
            feelings: vec![Feeling::Anger, Feeling::Fatigue],
            intent: Intent::Complaint,
            topics: vec![Topic::Delivery, Topic::Returns],
            need: Some(Need::Speed),
            cause: Some("늦게 와서".into()),
            consequence: None,
        };
        assert_eq!((read[0].text.as_str(), &read[0].readings), ("늦게 와서 환불했어요", &vec![wanted]));
        assert_eq!((&read[1].voice, read[1].readings[0].need), (&read[0].voice, None));
    }

    #[test]
    fn a_line_that_is_no_statement_names_its_place() {
        let bad = corrected(&fields("head\n1\treview\ttext\t?\tnone\tremark\tbrand\t-\t\t\n")).expect_err("refused");
        assert!(format!("{bad:#}").starts_with("line 2: `?` is not a sentiment"), "{bad:#}");
        assert!(corrected(&fields("head\n1\treview\n")).is_err());
    }
}
