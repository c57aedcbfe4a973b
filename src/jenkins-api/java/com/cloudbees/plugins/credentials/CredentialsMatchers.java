package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    public static CredentialsMatcher withId(String id) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> C firstOrNull(Iterable<C> credentials, CredentialsMatcher matcher) {
        throw new UnsupportedOperationException();
    }
}
