package croft.platform.service;

import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/// Errors of the management port as one line of text: the status, and nothing of the inside.
@Singleton
final class PlainErrors implements ErrorResponseProcessor<String> {
    @Override
    public MutableHttpResponse<String> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        return response.body(response.code() + " " + response.reason() + "\n")
                .contentType(MediaType.TEXT_PLAIN_TYPE);
    }
}
