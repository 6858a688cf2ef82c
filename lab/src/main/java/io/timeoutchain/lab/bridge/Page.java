package io.timeoutchain.lab.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list, cut as {@code MaxResults} and {@code NextToken} of a request ask.
 *
 * @param items the items of this page
 * @param nextToken what to ask the next page with, unless this is the last
 */
record Page<T>(List<T> items, Optional<String> nextToken) {

    Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page.
     *
     * @param smallest the least {@code MaxResults} that the API accepts; the greatest is 50 for all of its lists
     * @param usual the page size where the request asks for none
     * @throws SsmError if the request's page size or token is not acceptable
     */
    static <T> Page<T> of(List<T> all, JsonNode request, int smallest, int usual) throws SsmError {
        int size = request.path("MaxResults").asInt(usual);
        if (size < smallest || size > 50) {
            throw new SsmError(
                    "ValidationException",
                    "Value '" + size + "' at 'maxResults' failed to satisfy constraint: Member must have value between "
                            + smallest + " and 50");
        }
        int from = offset(request.path("NextToken").asText(""));
        if (from > all.size()) {
            throw invalidToken();
        }
        int to = Math.min(from + size, all.size());
        return new Page<>(all.subList(from, to), to < all.size() ? Optional.of(TOKEN + to) : Optional.empty());
    }

    private static final String TOKEN = "lab-page-from-";

    private static int offset(String token) throws SsmError {
        if (token.isEmpty()) {
            return 0;
        }
        if (!token.matches(TOKEN + "\\d{1,9}")) {
            throw invalidToken();
        }
        return Integer.parseInt(token.substring(TOKEN.length()));
    }

    private static SsmError invalidToken() {
        return new SsmError("InvalidNextToken", "The specified token isn't valid.");
    }
}
