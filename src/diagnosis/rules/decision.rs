//! Which finding decides: what was seen outranks what is computed.
//!
//! 1. A failure before LiveKit, or one after it took the token, excludes the token as the reason: nothing that is computed
//!    about the token can outrank it.
//! 2. A refusal that was seen decides. If something in the paste explains why the server gave this very refusal, that is
//!    told; what would have led to another refusal is only a side finding.
//! 3. Else a text that was seen and has one meaning decides before what is still open.

use crate::diagnosis::evidence::Evidence;
use crate::finding::cause::Cause;
use crate::finding::grants::GrantFinding;
use crate::finding::rank::Rank;
use crate::finding::setting::SettingFinding;
use crate::finding::{
    Classify, Code, Explain, Finding, KnownText, LocatedFinding, answer, client, code, connection,
    network, response, sdk, server_setup, session,
};
use crate::server::reading::Reading;
use crate::server::refusal::{RefusalKind, Step};

/// What the first finding decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A refusal that was seen.
    Refused,
    /// A failure that is not about the token.
    NotTheToken,
    /// Nothing that was seen: the verdict is computed.
    Computed,
}

/// What was seen, and moves the finding that tells it to the front. `findings` are in order of their rank.
pub fn decide(evidence: &Evidence, findings: &mut [LocatedFinding]) -> Decision {
    let first_is = |is: fn(&LocatedFinding) -> bool| findings.iter().position(is);
    let reading = evidence.answer().map(|(reading, _)| reading);
    let refused = first_is(|located| is_refusal(&located.finding));
    let excluded = first_is(excludes_token).filter(|_| refused.is_none());
    // A URL that is wrong by itself explains why nothing was reached.
    let wrong_url = first_is(|located| {
        matches!(
            located.finding,
            Finding::Setting(SettingFinding::UrlFaulty { .. })
        )
    });
    let excluded = excluded.map(|at| match wrong_url {
        Some(wrong) if is_unreached(&findings[at].finding) => wrong,
        _ => at,
    });
    let decided = match (excluded, reading) {
        (Some(at), _) => Some((at, Decision::NotTheToken)),
        (None, Some(reading)) => {
            let reason = findings
                .iter()
                .position(|located| explains(located, reading));
            let answered = reason.or(refused);
            answered.map(|at| (at, Decision::Refused))
        }
        // The reason is not told, but older releases have one.
        (None, None) => {
            let of_older = first_is(
                |located| matches!(&located.finding, Finding::Refusal(finding) if finding.releases.is_some()),
            );
            // The text that is cut off before its reason leaves it to what the token shows, if that is whole.
            let is_cut = refused.is_some_and(|at| {
                findings[at].finding.code() == Code::Answer(answer::Code::NoReasonLeft)
            });
            let shown = first_is(|located| {
                located.certain
                    && located.finding.refuses()
                    && located.finding.rank() > Rank::Malformed
            });
            let of_code = first_is(
                |located| matches!(&located.finding, Finding::Code(finding) if finding.explains),
            );
            let of_setting = refused.and_then(|at| {
                let cause = findings[at].finding.cause();
                findings.iter().position(|located| match &located.finding {
                    Finding::Setting(setting) => located.certain && setting.explains(cause),
                    _ => false,
                })
            });
            let of_time = first_is(
                |located| matches!(&located.finding, Finding::Known(known) if is_local_time(known)),
            );
            let of_paste = of_code.or(of_setting).or(of_time);
            let reason = of_older.or(shown.filter(|_| is_cut)).or(of_paste);
            refused.map(|at| (reason.unwrap_or(at), Decision::Refused))
        }
    };
    let Some((at, decision)) = decided else {
        return Decision::Computed;
    };
    findings[..=at].rotate_right(1);
    decision
}

/// Whether it explains why a server refused the time of a token.
pub fn is_local_time(known: &KnownText) -> bool {
    known.code == Code::Sdk(sdk::Code::LocalTimeAsUtc)
}

/// Whether nothing of LiveKit's was reached.
fn is_unreached(finding: &Finding) -> bool {
    let Finding::Known(known) = finding else {
        return false;
    };
    matches!(
        known.code,
        Code::Network(
            network::Code::NoConnection
                | network::Code::HostNotFound
                | network::Code::ConnectionLost
        ) | Code::Response(response::Code::WrongPath)
    )
}

/// Whether it is a refusal that a server or client reported.
fn is_refusal(finding: &Finding) -> bool {
    match finding {
        Finding::Answer(answer) => answer.refuses(),
        Finding::Known(known) => {
            known.refuses && !matches!(known.code, Code::EnvironmentHint(_) | Code::NotAToken(_))
        }
        _ => false,
    }
}

/// Whether it was seen that the call failed before LiveKit looked at the token, or after LiveKit took it.
pub fn excludes_token(located: &LocatedFinding) -> bool {
    match &located.finding {
        Finding::Answer(answer) => !answer.refuses(),
        Finding::Http(_) => true,
        Finding::Known(known) => {
            // The token was accepted before these.
            let is_later = matches!(
                known.code,
                Code::ServerSetup(
                    server_setup::Code::RoomMissing
                        | server_setup::Code::ServiceMissing
                        | server_setup::Code::SessionNotStarted
                        | server_setup::Code::ObjectMissing
                        | server_setup::Code::DispatchRoom
                ) | Code::Session(
                    session::Code::DuplicateIdentity
                        | session::Code::AgentMissing
                        | session::Code::ConsoleRoom
                        | session::Code::SessionNotResumed
                        | session::Code::ParticipantRemoved
                        | session::Code::RoomDeleted
                        | session::Code::Disconnected
                ) | Code::Connection(connection::Code::Connected)
            );
            // The slash at the end of a URL is only a remark: newer servers accept it.
            let is_slash = known.code == Code::Network(network::Code::Slash);
            let is_elsewhere = |cause| matches!(cause, Cause::NetworkNotAuth | Cause::UrlScheme);
            let mut causes = known.candidates.iter().copied().chain([known.cause]);
            is_later || causes.all(is_elsewhere) && !is_slash
        }
        _ => false,
    }
}

/// Whether a text that was seen decides before what is only computed: it has one meaning, and is no remark.
pub fn decides(located: &LocatedFinding) -> bool {
    let known = match &located.finding {
        Finding::Known(known) => known,
        Finding::Setting(SettingFinding::KeyWithoutSpace { .. })
        | Finding::Grants(GrantFinding::MayNotSubscribe) => return true,
        other => return matches!(other, Finding::Http(_)),
    };
    let is_remark = matches!(
        known.code,
        Code::SecretHint(_)
            | Code::EnvironmentHint(_)
            | Code::ClockTool(_)
            | Code::ServerSetup(server_setup::Code::SecretTooShort)
            | Code::Client(client::Code::V1Path)
    );
    !is_remark && matches!(known.rank(), Rank::Known | Rank::KnownCause)
}

/// Whether a finding gives the reason of a refusal: because of it, the server stops at this step.
pub fn explains(located: &LocatedFinding, reading: &Reading) -> bool {
    let kind = reading.kinds[0];
    let step = kind.step();
    let is_key_or_signature = matches!(step, Step::Key | Step::Signature);
    match &located.finding {
        Finding::Refusal(finding) => {
            let own = finding.refusal.kind();
            // The API, the only one with these refusals, has one text for them.
            let is_denied = kind == RefusalKind::NoRoomJoin
                && matches!(own, RefusalKind::MissingGrant | RefusalKind::OtherRoom);
            reading.kinds.contains(&own) || is_denied
        }
        Finding::NotAToken(_) => {
            let is_missing = reading.kinds.contains(&RefusalKind::NoToken);
            located.certain && (step <= Step::Parse || is_missing)
        }
        Finding::Code(finding) => match finding.code() {
            Code::Code(code::Code::ToJwtNotAwaited) => {
                step <= Step::Parse || reading.kinds.contains(&RefusalKind::NoToken)
            }
            Code::Code(code::Code::IdentityNotSet) => kind == RefusalKind::NoIdentity,
            Code::Code(code::Code::AnswerSentAsToken) => step <= Step::Parse,
            Code::Code(code::Code::SecretDecodedInCode) => step == Step::Signature,
            Code::Code(code::Code::KeySecretSwappedInCode) => is_key_or_signature,
            Code::Code(code::Code::LifetimeUnit | code::Code::TokenMadeAtBuild) => {
                kind == RefusalKind::Expired
            }
            Code::Code(code::Code::SecretInTheBrowser | code::Code::WebhookBodyNotRead) => false,
            Code::Code(code::Code::ClaimInMilliseconds) => kind == RefusalKind::NotYetValid,
            Code::Code(code::Code::UtcAsLocalTime) => step == Step::Time,
            _ => step == Step::Grants,
        },
        Finding::Known(known) if is_local_time(known) => step == Step::Time,
        finding => match finding.rank() {
            Rank::CutOff | Rank::Malformed | Rank::Encrypted => step == Step::Parse,
            Rank::Foreign => step <= Step::Signature,
            Rank::OtherServer | Rank::Swapped | Rank::Placeholder => is_key_or_signature,
            Rank::Slip | Rank::OtherPair => step == Step::Signature,
            Rank::TimeMistake => step == Step::Time && finding.refuses(),
            Rank::ClockAhead => {
                matches!(kind, RefusalKind::NotYetValid | RefusalKind::IssuedInFuture)
            }
            Rank::GrantName => step == Step::Grants,
            _ => false,
        },
    }
}
