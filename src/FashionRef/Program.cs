return (int)FashionRef.ExitCode.Done;
