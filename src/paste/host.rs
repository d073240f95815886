//! Tells the hosts and ports of other services that are known.

/// Domains of services that agents and applications call beside LiveKit.
const DOMAINS: [&str; 32] = [
    "anthropic.com",
    "assemblyai.com",
    "auth0.com",
    "bey.dev",
    "cartesia.ai",
    "deepgram.com",
    "docker.com",
    "docker.io",
    "elevenlabs.io",
    "ghcr.io",
    "github.com",
    "githubusercontent.com",
    "googleapis.com",
    "groq.com",
    "huggingface.co",
    "hume.ai",
    "mistral.ai",
    "npmjs.com",
    "npmjs.org",
    "okta.com",
    "openai.azure.com",
    "openai.com",
    "pypi.org",
    "pythonhosted.org",
    "rime.ai",
    "s3.amazonaws.com",
    "sentry.io",
    "speechmatics.com",
    "stripe.com",
    "supabase.co",
    "tavusapi.com",
    "twilio.com",
];

/// Ports on which databases, mail servers and models listen by default, and nobody puts LiveKit.
pub const PORTS: [&str; 15] = [
    "25", "587", "1433", "1521", "2379", "3306", "4222", "5432", "5672", "6379", "9092", "9200",
    "11211", "11434", "27017",
];

/// Whether a host belongs to such a service. Some of them run servers of LiveKit, whose names tell it.
pub fn is_of_other(host: &str) -> bool {
    let is_in = |domain: &str| {
        let rest = host.strip_suffix(domain);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    DOMAINS.into_iter().any(is_in) && !host.contains("livekit")
}
