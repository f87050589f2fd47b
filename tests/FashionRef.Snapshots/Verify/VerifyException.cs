namespace VerifyTests;

/// <summary>A snapshot is not as it should be; the message is for the person who ran the tests.</summary>
/// <param name="message">What is wrong, with the names of the files.</param>
internal sealed class VerifyException(string message) : Exception(message);
