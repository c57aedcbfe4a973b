package io.jenkins.plugins.mirrorexperiment;

import java.io.IOException;
import java.net.URL;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jvnet.hudson.test.JenkinsRule;

/** Somebody with a browser, whose scripts are off. */
record Visitor(JenkinsRule.WebClient browser, URL root) {
    /** Signed in; the dummy realm lets everybody in whose password is the name. */
    static Visitor named(JenkinsRule jenkins, String name) throws Exception {
        JenkinsRule.WebClient browser =
                jenkins.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        return new Visitor(browser.login(name), jenkins.getURL());
    }

    WebResponse get(String path) throws IOException {
        return browser.getPage(new URL(root, path)).getWebResponse();
    }

    String text(String path) throws IOException {
        return get(path).getContentAsString();
    }

    /** With the crumb that Jenkins wants against forged requests. */
    WebResponse post(String path) throws IOException {
        WebRequest request = new WebRequest(new URL(root, path), HttpMethod.POST);
        browser.addCrumb(request);
        return browser.getPage(request).getWebResponse();
    }
}
