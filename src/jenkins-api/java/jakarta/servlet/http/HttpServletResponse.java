package jakarta.servlet.http;

import jakarta.servlet.ServletResponse;

public interface HttpServletResponse extends ServletResponse {
    int SC_OK = 200;

    void setHeader(String name, String value);

    void setStatus(int status);
}
