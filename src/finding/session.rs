//! What servers and clients say after a participant has joined: the token was accepted.

use super::KnownText;
use super::Text::{Own, Shared};
use super::cause::Cause;

known_texts! { Session:
    /// **Why** The grants of the token count after joining, too.
    ///
    /// **Source** livekit-client (`PublishTrackError`), client SDKs for Swift and Android.
    MayNotPublish {
        cause: Cause::MissingGrant,
        texts: &[
            Own("failed to publish track, insufficient permissions"),
            Own("LiveKitError(insufficientPermissions"),
            Own("does not have permission to publish"),
            Shared("no permission to publish"),
            Shared("insufficient permissions to publish"),
        ],
        clause: "the participant joined, but its grants do not let it publish this track.",
        fix: "Set `canPublish: true`; if `canPublishSources` is set, list `camera`, `microphone` or `screen_share` in it.",
    }

    /// **Why** Data has a permission of its own beside that for tracks.
    ///
    /// **Source** livekit/protocol, `auth/grants.go` (`canPublishData`).
    MayNotPublishData {
        cause: Cause::MissingGrant,
        texts: &[
            Own("does not have permission to publish data"),
            Own("no permission to publish data"),
        ],
        clause: "the participant joined, but lacks `canPublishData` to send data.",
        fix: "Set `canPublishData: true` where the token is made.",
    }

    /// **Why** Joining counts participants after the token was accepted.
    ///
    /// **Source** livekit-server, all releases, `rtc/errors.go`.
    RoomFull {
        cause: Cause::Other,
        texts: &[
            Own("room has exceeded its max participants"),
        ],
        clause: "the token was accepted, but the room is full.",
        fix: "Raise `max_participants` where the room is created, or `room.max_participants` of the server.",
    }

    /// **Why** Media is encrypted by the clients, with a key that no token has.
    ///
    /// **Source** livekit-client, `e2ee`.
    EncryptionKey {
        cause: Cause::Other,
        texts: &[
            Own("CryptorError"),
        ],
        clause: "the token was accepted; a client lacks the right key of the end-to-end encryption.",
        fix: "Set the same E2EE passphrase in all clients, before they publish.",
    }

    /// **Why** Name, metadata and attributes are changed by the participant only with this grant.
    ///
    /// **Source** livekit-server; livekit-client (`SignalRequestError`).
    MayNotUpdateMetadata {
        cause: Cause::MissingGrant,
        texts: &[
            Own("does not have permission to update own metadata"),
            Own("SignalRequestError: NOT_ALLOWED"),
        ],
        clause: "the participant joined, but lacks `canUpdateOwnMetadata` to change its metadata.",
        fix: "Set `canUpdateOwnMetadata: true` where the token is made.",
    }

    /// **Why** A participant joins with its token; an agent is a process of its own, which is sent to the room by its name.
    ///
    /// **Source** livekit-client 2.23.0; agent-starter-react; livekit-server v1.13.11, `agent/client.go`.
    AgentMissing {
        cause: Cause::Other,
        texts: &[
            Own("not dispatching agent job since no worker is available"),
            Own("agent not active within 10 seconds"),
            Own("Got disconnected without active agent present"),
            Shared("Agent did not join the room"),
        ],
        clause: "the client joined, but no agent did.",
        fix: "Start the agent with URL, key and secret of the same project. If it has an `agent_name`, name it in the token's `roomConfig.agents`.",
    }

    /// **Why** An agent with a name joins only the rooms that it is dispatched to, and any agent only those of its own project.
    ///
    /// **Source** LiveKit's documentation of agents (*Agent dispatch*); agents#973, agents-js#290.
    AgentAbsent {
        cause: Cause::Other,
        texts: &[
            Shared("agent is not joining"),
            Shared("agent isn't joining"),
            Shared("agent does not join"),
            Shared("agent doesn't join"),
            Shared("agent didn't join"),
            Shared("agent never joins"),
            Shared("agent not joining"),
            Shared("agent won't join"),
            Shared("agent is not dispatched"),
            Shared("agent is not being dispatched"),
        ],
        clause: "an agent joins rooms of its own project only, and a named one only if dispatched.",
        fix: "If the agent has an `agent_name`, name it in the token's `roomConfig.agents`, or remove it. Check that agent and client use one project.",
        candidates: &[Cause::WrongProject, Cause::Other],
    }

    /// **Why** In `console`, an agent talks to the terminal, and its room exists on no server.
    ///
    /// **Source** livekit-agents for Python; python-sdks#446.
    ConsoleRoom {
        cause: Cause::Other,
        clause: "an agent in `console` mode has no room on the server, so this call finds none.",
        fix: "Run the agent with `dev`, and join its room from a client, such as the Agents Playground.",
    }

    /// **Why** A client that lost its connection asks the server to go on with its session, and joins with a new one if the server does not
    /// have it any more.
    ///
    /// **Source** livekit-server, `service/roommanager.go` (`ErrParticipantSessionClosed`), `DisconnectReason` 6; livekit#4087.
    SessionNotResumed {
        cause: Cause::Other,
        texts: &[
            Own("could not restart participant"),
            Shared("STATE_MISMATCH"),
        ],
        clause: "the client tried to resume a session that the server no longer has.",
        fix: "Look for its next join in the log: clients join again by themselves. If there is none, connect again.",
    }

    /// **Why** The server offers each participant and publisher to workers of these types, which few agents are.
    ///
    /// **Source** livekit-server, `agent/client.go`; livekit#4060, livekit#4259.
    NoWorkerOfType {
        cause: Cause::Other,
        clause: "this line is normal: no agent asks for a job for each participant.",
        fix: "If an agent is missing, look for `registered worker` and for such a line with `JT_ROOM`.",
    }

    /// **Why** A room holds each identity once: who joins later replaces the first.
    ///
    /// **Source** livekit-server, all releases (`DisconnectReason` 2).
    DuplicateIdentity {
        cause: Cause::Other,
        texts: &[
            Own("DUPLICATE_IDENTITY"),
            Own("DuplicateIdentity"),
        ],
        clause: "another client joined with the same identity; the token is not the reason.",
        fix: "Give each client its own identity. In React, connect once: `StrictMode` runs effects twice.",
    }

    /// **Why** `RemoveParticipant` was called for it.
    ///
    /// **Source** livekit-server, all releases (`DisconnectReason` 4).
    ParticipantRemoved {
        cause: Cause::Other,
        texts: &[
            Own("PARTICIPANT_REMOVED"),
            Own("ParticipantRemoved"),
        ],
        clause: "a call of the server API removed the participant; the token is not the reason.",
        fix: "Find the code that calls `RemoveParticipant`.",
    }

    /// **Why** `DeleteRoom` was called, or the room closed when it was empty for too long.
    ///
    /// **Source** livekit-server, all releases (`DisconnectReason` 5 and 10).
    RoomDeleted {
        cause: Cause::Other,
        texts: &[
            Own("ROOM_DELETED"),
            Own("RoomDeleted"),
            Own("ROOM_CLOSED"),
            Own("reason: RoomClosed"),
        ],
        clause: "the room was closed; the token is not the reason.",
        fix: "Find the code that calls `DeleteRoom`, and check the room's `empty_timeout` and `departure_timeout`.",
    }

    /// **Why** The server ended the session; clients print the number of its reason.
    ///
    /// **Source** livekit-client; `DisconnectReason` of livekit/protocol.
    Disconnected {
        cause: Cause::Other,
        texts: &[
            Own("client leave request received"),
            Own("disconnected from room with reason"),
            Shared("SERVER_SHUTDOWN"),
        ],
        clause: "the token was accepted; the server ended the session later.",
        fix: "Look in the server's log for the participant at that time.",
    }
}

/// The meaning of the number of a `DisconnectReason`, which a log line of a client ends with.
pub fn of_reason(line: &str) -> Option<&'static KnownText> {
    let (_, rest) = line.split_once("reason")?;
    let number = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let end = number.find(|c: char| !c.is_ascii_digit());
    let code = match number[..end.unwrap_or(number.len())].parse() {
        Ok(2) => Code::DuplicateIdentity,
        Ok(4) => Code::ParticipantRemoved,
        Ok(5 | 10) => Code::RoomDeleted,
        _ => return None,
    };
    Some(code.known())
}

#[cfg(test)]
mod tests {
    use super::{Code, of_reason};

    #[test]
    fn a_number_is_read_as_its_reason() {
        for (line, code) in [
            (
                " (action=0) {room: my-room, reason: 4}",
                Code::ParticipantRemoved,
            ),
            ("{\"reason\":2}", Code::DuplicateIdentity),
            ("reason=10", Code::RoomDeleted),
        ] {
            assert_eq!(
                of_reason(line).map(|known| known.code),
                Some(code.known().code),
                "{line}"
            );
        }
        assert!(of_reason("reason: 401").is_none());
    }
}
