package io.troupe.app.story;

/**
 * What a message says.
 *
 * @param name of the message, as the protocol has it
 * @param brief a few words for a picture
 * @param text a sentence
 * @param detail all of it
 * @param tone of yes or no
 * @param routine whether nobody would miss it, e.g. a heartbeat that brings nothing new
 */
public record Words(
    String name, String brief, String text, String detail, Scene.Tone tone, boolean routine) {}
