package com.cloudbees.plugins.credentials;

@SuppressWarnings("rawtypes")
public class CredentialsMatchers {
    public static CredentialsMatcher withId(String id) {
        throw new UnsupportedOperationException();
    }

    public static CredentialsMatcher instanceOf(Class type) {
        throw new UnsupportedOperationException();
    }

    public static CredentialsMatcher anyOf(CredentialsMatcher... matchers) {
        throw new UnsupportedOperationException();
    }

    public static <C extends Credentials> C firstOrNull(Iterable<C> credentials, CredentialsMatcher matcher) {
        throw new UnsupportedOperationException();
    }
}
