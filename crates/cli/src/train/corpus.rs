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

/// Lines after the head, in fields.
fn lines(path: &Path) -> anyhow::Result<Vec<Vec<String>>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
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
