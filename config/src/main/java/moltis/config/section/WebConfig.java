package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.MINUTES;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.U8;
import static moltis.config.schema.Types.choice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [tools.web]}. */
public record WebConfig(SearchConfig search, FetchConfig fetch, FirecrawlConfig firecrawl) {

    static WebConfig read(KeyReader keys) {
        return new WebConfig(
                SearchConfig.read(keys.table("search")),
                FetchConfig.read(keys.table("fetch")),
                FirecrawlConfig.read(keys.table("firecrawl")));
    }

    /** {@code [tools.web.search]}. */
    public record SearchConfig(
            boolean enabled,
            SearchProvider provider,
            Optional<Secret> apiKey,
            int maxResults,
            Duration timeout,
            Duration cacheTtl,
            boolean duckduckgoFallback,
            PerplexityConfig perplexity) {

        static SearchConfig read(KeyReader keys) {
            return new SearchConfig(
                    keys.get("enabled", FLAG, true, "Offer web search."),
                    keys.get("provider", choice(SearchProvider.class), SearchProvider.BRAVE, "Who searches."),
                    keys.optional("api_key", SECRET, "Key of the search provider; without it BRAVE_API_KEY."),
                    keys.get("max_results", U8, 5, "Most results, 1 to 10."),
                    keys.get("timeout_seconds", SECONDS, Duration.ofSeconds(30), "Time limit of a search."),
                    keys.get(
                            "cache_ttl_minutes",
                            MINUTES,
                            Duration.ofMinutes(15),
                            "How long results are kept; 0 is not at all."),
                    keys.get("duckduckgo_fallback", FLAG, false, "Ask DuckDuckGo when there is no key."),
                    PerplexityConfig.read(keys.table("perplexity")));
        }
    }

    /** {@code [tools.web.search.perplexity]}. */
    public record PerplexityConfig(Optional<Secret> apiKey, Optional<String> baseUrl, Optional<String> model) {

        static PerplexityConfig read(KeyReader keys) {
            return new PerplexityConfig(
                    keys.optional("api_key", SECRET, "Key; without it PERPLEXITY_API_KEY or OPENROUTER_API_KEY."),
                    keys.optional("base_url", TEXT, "Address; without it what fits the key."),
                    keys.optional("model", TEXT, "Model that searches."));
        }
    }

    /** {@code [tools.web.fetch]}. */
    public record FetchConfig(
            boolean enabled,
            long maxChars,
            Duration timeout,
            Duration cacheTtl,
            int maxRedirects,
            boolean readability,
            List<String> ssrfAllowlist) {

        static FetchConfig read(KeyReader keys) {
            return new FetchConfig(
                    keys.get("enabled", FLAG, true, "Offer reading of web pages."),
                    keys.get("max_chars", U64, 50000L, "Longest page text."),
                    keys.get("timeout_seconds", SECONDS, Duration.ofSeconds(30), "Time limit of a page."),
                    keys.get(
                            "cache_ttl_minutes",
                            MINUTES,
                            Duration.ofMinutes(15),
                            "How long pages are kept; 0 is not at all."),
                    keys.get("max_redirects", U8, 3, "Most redirects that are followed."),
                    keys.get("readability", FLAG, true, "Keep the article and drop what surrounds it."),
                    keys.get(
                            "ssrf_allowlist",
                            TEXTS,
                            List.of(),
                            "Networks (CIDR) of your own that pages may be read from."));
        }
    }

    /** {@code [tools.web.firecrawl]}. */
    public record FirecrawlConfig(
            boolean enabled,
            Optional<Secret> apiKey,
            String baseUrl,
            boolean onlyMainContent,
            boolean webFetchFallback,
            Duration timeout,
            Duration cacheTtl) {

        static FirecrawlConfig read(KeyReader keys) {
            return new FirecrawlConfig(
                    keys.get("enabled", FLAG, false, "Offer Firecrawl."),
                    keys.optional("api_key", SECRET, "Key; without it FIRECRAWL_API_KEY."),
                    keys.get("base_url", TEXT, "https://api.firecrawl.dev", "Address of the API."),
                    keys.get("only_main_content", FLAG, true, "Keep the article and drop what surrounds it."),
                    keys.get("web_fetch_fallback", FLAG, true, "Use it when reading a page fails."),
                    keys.get("timeout_seconds", SECONDS, Duration.ofSeconds(30), "Time limit of a page."),
                    keys.get(
                            "cache_ttl_minutes",
                            MINUTES,
                            Duration.ofMinutes(15),
                            "How long pages are kept; 0 is not at all."));
        }
    }

    /** Who searches the web. */
    public enum SearchProvider implements Choice {
        BRAVE,
        PERPLEXITY,
        FIRECRAWL
    }
}
