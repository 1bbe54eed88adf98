/**
 * The store over HTTP: {@code /kv/{key}}, {@code /status} and {@code /digest}. Any node answers;
 * what it cannot answer is a JSON problem (RFC 9457) that says what to do. Holds no state.
 */
@NullMarked
package io.troupe.app.http;

import org.jspecify.annotations.NullMarked;
